"""Train a tokenizer: `python -m training.tokenizer --of captions --out weights/tokenizer`.

Captions are the grammar's of both languages; `--of messages --out weights/reader` is the reader's own, of what people
wrote in `training/conversations`.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from language.captions import caption, request
from rendering.sampling import training_scene
from training.reader import is_held_out
from training.run import WEIGHTS
from training.said import FOLDER, conversations
from understanding.message import read_message
from world import vocabulary
from world.terminal import speak_anywhere
from world.vocabulary import LANGUAGES

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
OFTEN = 3  # a character that stands in fewer messages is unknown
SPECIALS = ("<pad>", "<bos>", "<eos>", "<unk>", "<zh>", "<en>")


def captions(count: int, rng: Random) -> Iterator[str]:
    """Requests and captions in both languages, and every name of the vocabulary."""
    for slot in ("object", "colour", "action", "size", "place", "time", "relation", "style"):
        for value in vocabulary.slot(slot):
            yield from value.en + value.zh
    for i in range(count):
        scene, language = training_scene(rng), LANGUAGES[i % 2]
        yield request(scene, language, rng) if i % 4 < 3 else caption(scene, language, rng)


def messages() -> Iterator[str]:
    """What the voices that are trained on said, without the characters that hardly anybody wrote."""
    said = [
        turn["say"]
        for _, conversation in conversations(sorted(FOLDER.glob("*.jsonl")))
        for turn in conversation["turns"]
        if "say" in turn and conversation.get("voice") != "templates" and not is_held_out(conversation.get("voice", ""))
    ]
    often = Counter(letter for message in said for letter in set(read_message(message).text))
    for message in said:
        yield "".join(letter for letter in read_message(message).text if often[letter] >= OFTEN)


def train(texts: Iterable[str], pieces: int) -> PreTrainedTokenizerFast:
    """A BPE tokenizer (Sennrich et al. 2016): lower case, NFKC, Chinese character by character."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(prepend_scheme="first"),
            pre_tokenizers.Split(Regex(r"\p{Han}"), "isolated"),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=pieces,
        special_tokens=list(SPECIALS),
        initial_alphabet=list(LETTERS),
        min_frequency=OFTEN,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<bos> $A <eos>",
        special_tokens=[(name, tokenizer.token_to_id(name)) for name in ("<bos>", "<eos>")],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        bos_token="<bos>",
        eos_token="<eos>",
        unk_token="<unk>",
        additional_special_tokens=["<zh>", "<en>"],
        model_max_length=96,
        clean_up_tokenization_spaces=False,
    )


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", choices=("captions", "messages"), default="captions")
    parser.add_argument("--sentences", type=int, default=40_000, help="so many captions")
    parser.add_argument("--pieces", type=int, default=2_000, help="size of the vocabulary")
    parser.add_argument("--out", type=Path, default=WEIGHTS / "tokenizer")
    arguments = parser.parse_args()
    texts = messages() if arguments.of == "messages" else captions(arguments.sentences, Random(0))
    train(texts, arguments.pieces).save_pretrained(arguments.out)


if __name__ == "__main__":
    main()

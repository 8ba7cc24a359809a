"""Train the tokenizer on the grammar of both languages: `python -m training.tokenizer --out weights/tokenizer`."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from language.captions import caption, request
from rendering.sampling import training_scene
from training.run import WEIGHTS
from world import vocabulary
from world.vocabulary import LANGUAGES

SPECIALS = ("<pad>", "<bos>", "<eos>", "<unk>", "<zh>", "<en>")


def corpus(count: int, rng: Random) -> Iterator[str]:
    """Requests and captions in both languages, and every name of the vocabulary."""
    for slot in ("object", "colour", "action", "size", "place", "time", "relation", "style"):
        for value in vocabulary.slot(slot):
            yield from value.en + value.zh
    for i in range(count):
        scene, language = training_scene(rng), LANGUAGES[i % 2]
        yield request(scene, language, rng) if i % 4 < 3 else caption(scene, language, rng)


def train(count: int, pieces: int, seed: int = 0) -> PreTrainedTokenizerFast:
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
        initial_alphabet=list("abcdefghijklmnopqrstuvwxyz0123456789"),
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus(count, Random(seed)), trainer)
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=40_000)
    parser.add_argument("--pieces", type=int, default=2_000, help="size of the vocabulary")
    parser.add_argument("--out", type=Path, default=WEIGHTS / "tokenizer")
    arguments = parser.parse_args()
    train(arguments.sentences, arguments.pieces).save_pretrained(arguments.out)


if __name__ == "__main__":
    main()

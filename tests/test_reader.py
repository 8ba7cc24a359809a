"""The reader's network: shapes, padding that does not matter, and that it can learn."""

from random import Random

import torch

from language.mentions import SLOTS as KINDS_OF_MENTION
from language.mentions import markers
from models.reader import Reader, ReaderConfig, reading_loss
from models.text_encoder import TextEncoder, TextEncoderConfig
from models.tokenizer import load_tokenizer
from training.reader import exact, example, targets
from txt2img.draw import WEIGHTS
from understanding.marked import batch_of
from world.change import KINDS, MODES, NEW, SLOTS

TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer")


def reader() -> Reader:
    torch.manual_seed(0)
    text = TextEncoderConfig(words=len(TOKENIZER) + len(markers()), embedding=32, width=64, dropout=0.0)
    slots = tuple(KINDS_OF_MENTION.index(slot) for _, slot in SLOTS)
    return Reader(
        ReaderConfig(slots=slots, modes=len(MODES), kinds=len(KINDS), subjects=NEW + 1, text=text, width=64)
    ).eval()


def test_text_encoder_reads_words_and_sentence() -> None:
    words = torch.tensor([[1, 5, 6, 7, 2], [1, 9, 2, 0, 0]])
    encoder = TextEncoder(TextEncoderConfig(words=40, embedding=8, width=16, layers=1, dropout=0.0)).eval()
    reading = encoder(words, (words > 0).long())
    assert reading.words.shape == (2, 5, 16) and reading.sentence.shape == (2, 16)
    assert reading.words[1, 3:].abs().sum() == 0


def test_a_logit_for_every_choice_and_padding_changes_nothing() -> None:
    rng = Random(1)
    examples = sorted((example(rng, TOKENIZER) for _ in range(4)), key=lambda each: len(each.marked.words))
    network = reader()
    together = network(*batch_of([each.marked for each in examples]))
    alone = network(*batch_of([examples[0].marked]))
    longest = max(len(each.marked.words) for each in examples)
    assert together.kind.shape == (4, len(KINDS)) and together.mode.shape == (4, len(SLOTS), len(MODES))
    assert together.word.shape == (4, len(SLOTS), longest + 1) and together.subject.shape == (4, NEW + 1)
    for one, of_four in zip(alone, together, strict=True):
        shared = of_four[:1, :, : one.shape[2] - 1] if one.dim() == 3 and one is alone.word else of_four[:1]
        torch.testing.assert_close(one[:, :, :-1] if one is alone.word else one, shared, atol=1e-5, rtol=1e-4)


def test_it_learns_a_batch() -> None:
    rng, network = Random(2), reader()
    examples = [example(rng, TOKENIZER) for _ in range(24)]
    batch, device = batch_of([each.marked for each in examples]), torch.device("cpu")
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-2)
    network.train()
    for _ in range(150):
        optimizer.zero_grad()
        loss = reading_loss(network(*batch), *targets(examples, device))
        loss.backward()
        optimizer.step()
    figures = exact(network.eval(), examples, device)
    assert figures["kind"] > 0.85 and figures["change"] > 0.8

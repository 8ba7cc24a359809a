"""Train the reader on conversations: `python -m training.reader --minutes 20 --out weights/reader`.

It learns from conversations that were written whole (`training/conversations`) and from the grammar's prompts. Some
voices are held out, and what is measured on them decides which weights ship.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Bool, Float
from torch import Tensor
from torch.optim import AdamW
from transformers import PreTrainedTokenizerFast

from language.captions import request
from models.reader import Reader, ReaderConfig, writing_loss
from models.tokenizer import load_tokenizer
from rendering.sampling import training_scene
from training.aside import with_aside
from training.composed import composed
from training.loop import Task, train
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from training.said import FOLDER, Turn, conversations, turns
from understanding.decoding import NUMBER, allowed, freed, written
from understanding.encoding import Encoded, batch_of, encoded, features
from understanding.execute import carried_out
from understanding.message import Message, read_message
from understanding.program import KEYWORDS, START, Program, ProgramError, Word, after, aligned, items, parsed, spelled
from understanding.state import State
from world.gist import Gist
from world.vocabulary import LANGUAGES, NATURAL

NAME = "reader"
HELD_OUT = 12  # one voice of so many is never trained on
ASKED = 600  # turns of held-out voices that are measured while training
FORGOTTEN = 0.08  # of the words, so that no message is known by heart (word dropout, Iyyer et al. 2015)
APART = 0.1  # of a word's merges are not made while it learns (BPE-dropout, Provilkov et al. 2020)
TEMPLATES = 0.35  # how much a message from a template counts beside one that somebody wrote
PROMPTS = 12_000  # of the grammar, and composed ones
COMPOSED = 0.5  # of those
BESIDE = 0.2  # as many messages as of what was written have a line of side talk
USUAL = 20  # words of a program; of longer ones fewer are learnt from at once, as their time is the same then
POOL = 6  # batches are drawn at once, of which one is learnt from


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 1.5e-3


TIERS = {"cpu": Tier(batch=96), "gpu": Tier(batch=512)}


@dataclass(frozen=True)
class Example:
    """A message as the reader reads it, and the choices that are right and allowed at each step."""

    read: Encoded
    named: tuple[tuple[str, str], ...]  # slots and keys of its items
    steps: tuple[int, ...]  # the choice of each step
    right: Bool[Tensor, "s c"]
    allowed: Bool[Tensor, "s c"]
    weight: float
    turn: Turn


def example(turn: Turn, tokenizer: PreTrainedTokenizerFast, weight: float = 1.0) -> Example | None:
    """None where the message is longer than what is read of it."""
    read = encoded(turn.message, turn.state, tokenizer)
    named = tuple((slot, key) for slot, key, _ in items(turn.message))
    if len(read.items) < len(named):
        return None
    size = len(KEYWORDS) + len(named)
    words = spelled(turn.program)
    right, may, steps = [], [], []
    stack = START
    slots = [slot for slot, _ in named]
    for word in words:
        choice = NUMBER[word.key] if word.at is None else len(KEYWORDS) + word.at
        may.append(allowed(stack, slots, size))
        right.append(_right(word, named, size, choice))
        steps.append(choice)
        stack = after(freed(stack, word), word)
    return Example(read, named, tuple(steps), torch.stack(right), torch.stack(may), weight, turn)


def _right(word: Word, named: Sequence[tuple[str, str]], size: int, choice: int) -> Tensor:
    """The choice, and every other item of the same slot and key."""
    right = torch.zeros(size, dtype=torch.bool)
    right[choice] = True
    if word.at is not None:
        for i, one in enumerate(named):
            if one == named[word.at]:
                right[len(KEYWORDS) + i] = True
    return right


def is_held_out(voice: str) -> bool:
    """Whether somebody's messages are for measuring only."""
    return voice not in ("templates", "whole") and int(sha256(voice.encode()).hexdigest(), 16) % HELD_OUT == 0


def written_turns(mistakes: list[str]) -> Iterator[Turn]:
    """Every turn of the conversations whose message names what its program says."""
    for where, conversation in conversations(sorted(FOLDER.glob("*.jsonl"))):
        try:
            yield from turns(conversation, mistakes)
        except (ProgramError, KeyError, ValueError) as error:
            mistakes.append(f"{where}: {error}")


def prompts(rng: Random, many: int) -> Iterator[Turn]:
    """Requests of the grammar where nothing or something was drawn before."""
    last = State()
    while many:
        try:
            message, text = _composed(rng) if rng.random() < COMPOSED else _of_the_grammar(rng)
            program = aligned(parsed(text), message)
        except (ProgramError, ValueError):
            continue
        intent = carried_out(program, last)
        yield Turn(message.typed, message, last, program, intent, "templates")
        many -= 1
        if rng.random() < 0.5 and (scene := getattr(intent, "scene", None)):
            last = State().drawn(scene, intent.spoken_of)
        elif rng.random() < 0.5:
            last = State()


def _composed(rng: Random) -> tuple[Message, str]:
    said, program = composed(rng)
    return read_message(said), program


def _of_the_grammar(rng: Random) -> tuple[Message, str]:
    gist = training_scene(rng)
    message = read_message(request(gist, rng.choice(LANGUAGES), rng))
    return message, program_of(gist, {(one.slot, one.key) for one in message.mentions})


def program_of(gist: Gist, named: set[tuple[str, str]]) -> str:
    """The program of a request for a gist; of what somebody does with another where that is what is `named`."""
    steps = ["new"]
    for kind in gist.things:
        looks = [f"{slot}:{key}" for slot in ("colour", "action", "size") if (key := getattr(kind, slot))]
        looks = [look for look in looks if look != f"colour:{NATURAL}"]
        steps.append(" ".join(["add", *([str(kind.count)] if kind.count > 1 else []), kind.object, *looks]))
    if gist.relation is not None:
        one, other = (kind.object for kind in gist.things)
        if one == other:
            raise ValueError("two kinds of one name")
        deeds = [key for slot, key in named if slot == "deed"]
        if ("relation", gist.relation) in named or not deeds:
            steps.append(f"rel {one} {gist.relation} {other}")
        else:  # a hat on a cat is a cat that wears a hat
            one, other = (other, one) if deeds[0] == "wears" else (one, other)
            steps.append(f"rel {one} {deeds[0]} {other}")
    steps += [f"{slot} {key}" for slot in ("place", "time", "style") if (key := getattr(gist, slot))]
    return "; ".join(steps)


def torn(each: Example, tokenizer: PreTrainedTokenizerFast) -> Encoded:
    """The message in other pieces of words than before."""
    return encoded(each.turn.message, each.turn.state, tokenizer)


def forgetful(read: Encoded, pieces: int, rng: Random, unknown: int) -> Encoded:
    """The message with a few of its words unknown; no marker is."""
    words = tuple(
        (unknown,) if len(word) == 1 and word[0] <= pieces and rng.random() < FORGOTTEN else word for word in read.words
    )
    return replace(read, words=words)


def targets(examples: Sequence[Example], items_: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Programs [b s], right and allowed choices [b s c], weights [b], as `writing_loss` takes them."""
    longest, size = max(len(each.steps) for each in examples), len(KEYWORDS) + items_
    program = torch.zeros(len(examples), longest, dtype=torch.long)
    right = torch.zeros(len(examples), longest, size, dtype=torch.bool)
    may = torch.ones(len(examples), longest, size, dtype=torch.bool)
    for row, each in enumerate(examples):
        steps, wide = each.right.shape
        program[row, :steps] = torch.tensor(each.steps)
        right[row, :steps, :wide] = each.right
        may[row, :steps] = False
        may[row, :steps, :wide] = each.allowed
    return program, right, may, torch.tensor([each.weight for each in examples])


def alike_in_length(some: list[Example], many: int, rng: Random) -> list[Example]:
    """So many of some examples that are about as long, so that little of a batch is empty; fewer of long ones."""
    ordered = sorted(some, key=lambda each: (len(each.steps), len(each.read.words)))
    at = many * rng.randrange(len(ordered) // many)
    some = ordered[at : at + many]
    longest = max(len(each.steps) for each in some)
    return rng.sample(some, max(1, min(many, many * USUAL // longest)))


@torch.no_grad()
def figures(reader: Reader, examples: Iterable[Example]) -> dict[str, float]:
    """The share of messages whose likeliest program comes to the right intent, each language apart."""
    right: dict[str, list[bool]] = {"en": [], "zh": []}
    was_training = reader.training
    reader.eval()
    for each in examples:
        best = written((reader,), each.read, each.named, beams=1)
        got: Program = best[0].program if best else ()
        same = bool(got) and carried_out(got, each.turn.state) == each.turn.intent
        right[each.turn.message.language].append(same)
    reader.train(was_training)
    return {language: sum(got) / len(got) for language, got in right.items() if got}


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator()
    device = accelerator.device
    seeded(arguments.dice, device)
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    tokenizer, loose = load_tokenizer(WEIGHTS / NAME), load_tokenizer(WEIGHTS / NAME)
    loose.backend_tokenizer.model.dropout = APART
    tokenizer.save_pretrained(arguments.out)
    mistakes: list[str] = []
    said = list(written_turns(mistakes))
    known = [turn for turn in said if not is_held_out(turn.voice)]
    unseen = [turn for turn in said if is_held_out(turn.voice)]
    accelerator.print(f"{len(known)} turns, {len(unseen)} of held-out voices, {len(mistakes)} left out")
    beside = (with_aside(turn, rng) for turn in rng.sample(known, round(BESIDE * len(known))))
    known += [turn for turn in beside if turn is not None]
    told = [(turn, TEMPLATES if turn.voice == "templates" else 1.0) for turn in known]
    told += [(turn, TEMPLATES) for turn in prompts(rng, PROMPTS)]
    learnt = [each for turn, weight in told if (each := example(turn, tokenizer, weight))]
    held_out = [each for turn in unseen if (each := example(turn, tokenizer))]
    Random(0).shuffle(held_out)
    config = ReaderConfig(pieces=len(tokenizer) + 1 + len(features()), keywords=len(KEYWORDS))
    weights = [each.weight**0.5 for each in learnt]
    unknown = tokenizer.get_vocab()["<unk>"] + 1

    def loss(reader: Reader, _: float) -> dict[str, Float[Tensor, ""]]:
        some = alike_in_length(rng.choices(learnt, weights, k=POOL * tier.batch), tier.batch, rng)
        read = [forgetful(torn(each, loose), len(tokenizer), rng, unknown) for each in some]
        words, lengths, named = batch_of(read, device)
        program, right, may, weight = (each.to(device) for each in targets(some, named.shape[1]))
        return {"writing": writing_loss(reader(words, lengths, named, program), right, may, weight)}

    reader = Reader(config).to(device)
    task = Task(
        network=reader,
        optimizer=AdamW(reader.parameters(), lr=tier.learning_rate, weight_decay=0.02),
        batch=tier.batch,
        loss=loss,
        measure=lambda reader: figures(reader, held_out[:ASKED]),
        card=lambda watch, got: card(watch, got, len(learnt), len(held_out)),
        every=500,
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, got: dict[str, float], learnt: int, held_out: int) -> str:
    rows = "\n".join(f"- {name}: {figure:.3f}" for name, figure in got.items())
    return f"""# Reader

Reads what a message in Chinese or English asks for, beside what was drawn before, and writes it as an edit program
(`understanding/program.py`): a bi-GRU over words and markers (a marker stands for every value that is named), and a GRU
with attention that writes keywords and points at markers. Trained by `training.reader` for {watch.steps} steps on
{learnt} messages. The share of {min(held_out, ASKED)} messages of voices that were held out whose likeliest program,
without search, comes to the right intent:

{rows}"""


if __name__ == "__main__":
    main()

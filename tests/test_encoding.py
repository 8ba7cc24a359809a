"""Messages as the reader reads them: words are pieces, values are markers that say what is there."""

from pathlib import Path

import pytest
from transformers import PreTrainedTokenizerFast

from models.tokenizer import load_tokenizer
from understanding.encoding import LONGEST, MOST_FEATURES, batch_of, encoded, features
from understanding.message import read_message
from understanding.state import State
from world.gist import Gist, Kind
from world.scene import Scene

NOTHING = State()
TWO = State().drawn(Scene.of(Gist((Kind("cat", "red", 2), Kind("dog")), "left_of", "grass")), (0,))


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    return load_tokenizer(Path(__file__).parent.parent / "weights" / "reader")


@pytest.fixture(scope="module")
def name(tokenizer: PreTrainedTokenizerFast) -> dict[int, str]:
    """What each number of a marker says."""
    return {len(tokenizer) + 1 + number: name for name, number in features().items()}


def markers(said: str, state: State, tokenizer: PreTrainedTokenizerFast, name: dict[int, str]) -> list[set[str]]:
    """What the reader is told of each value of a message."""
    read = encoded(read_message(said), state, tokenizer)
    return [{name[number] for number in read.words[item]} for item in read.items]


def test_values_are_not_read_only_what_they_are(tokenizer: PreTrainedTokenizerFast) -> None:
    one, other = (encoded(read_message(said), NOTHING, tokenizer) for said in ("a red cat", "a blue dog"))
    assert one == other and len(one.items) == 2


def test_words_are_pieces_and_come_in_order(tokenizer: PreTrainedTokenizerFast) -> None:
    read = encoded(read_message("draw a cat please"), NOTHING, tokenizer)
    words = [tokenizer.decode([word[0] - 1]).strip() for word in read.words[2:] if len(word) == 1]
    assert " ".join(words).split()[0] == "draw" and "".join(words).endswith("please")
    assert read.items == (read.items[0],) and len(read.words[read.items[0]]) > 1


def test_a_marker_says_how_many_are_so_and_spoken_of(tokenizer: PreTrainedTokenizerFast, name: dict[int, str]) -> None:
    cats, red = markers("the cats, red", TWO, tokenizer, name)
    assert {"slot object", "there 2", "spoken 1", "kind animal", "plural"} <= cats
    assert {"slot colour", "there 2", "spoken 1"} <= red
    (dog,) = markers("a dog", TWO, tokenizer, name)
    assert {"there 1", "spoken 0"} <= dog and "plural" not in dog
    (pig,) = markers("a pig", TWO, tokenizer, name)
    assert "there 0" in pig and "gone" not in pig


def test_what_was_there_before_is_gone(tokenizer: PreTrainedTokenizerFast, name: dict[int, str]) -> None:
    later = TWO.drawn(Scene.of(Gist((Kind("cat"),))), ())
    (dog,) = markers("the dog", later, tokenizer, name)
    assert {"there 0", "gone"} <= dog


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("two cats", {"slot count", "number 2", "so of a kind"}),
        ("three cats", {"slot count", "number 3"}),
        ("on the grass", {"slot place", "now"}),
        ("on the beach", {"slot place"}),
        ("a hat", {"slot object", "headgear"}),
        ("left of the dog", {"slot relation", "key left_of", "there 2"}),
        ("blorptastic", {"slot unread"}),
    ],
)
def test_a_marker_says_what_is_true_now(
    said: str, told: set[str], tokenizer: PreTrainedTokenizerFast, name: dict[int, str]
) -> None:
    first = markers(said, TWO, tokenizer, name)[0]
    assert told <= first and ("now" in first) == ("now" in told)


def test_the_state_stands_before_the_message(tokenizer: PreTrainedTokenizerFast, name: dict[int, str]) -> None:
    def state(of: State) -> set[str]:
        return {name[number] for word in encoded(read_message("undo"), of, tokenizer).words[:2] for number in word}

    assert {"things 0", "kinds 0", "it 0", "drawings 0"} == state(NOTHING)
    assert {"things 3", "kinds 2", "twins", "related", "it 1", "it animal", "drawings 1"} == state(TWO)


def test_of_an_endless_message_the_beginning_is_read(tokenizer: PreTrainedTokenizerFast) -> None:
    read = encoded(read_message("a cat and " * 100), NOTHING, tokenizer)
    assert len(read.words) == LONGEST and all(item < LONGEST for item in read.items)
    assert all(len(word) <= MOST_FEATURES for word in read.words)


def test_a_batch_is_filled_up(tokenizer: PreTrainedTokenizerFast) -> None:
    some = [encoded(read_message(said), NOTHING, tokenizer) for said in ("two red cats by the sea", "undo")]
    words, lengths, items = batch_of(some)
    assert words.shape == (2, max(lengths), MOST_FEATURES) and lengths.tolist() == [len(read.words) for read in some]
    assert (words[1, lengths[1] :] == 0).all() and (words[:, 0] > 0).any(1).all()
    assert items[0].tolist() == list(some[0].items) and (items[1] == -1).all()

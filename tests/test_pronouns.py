"""He and she are whoever is alive."""

import pytest

from tests.talks import standing
from understanding.message import read_message
from understanding.pronouns import spoken_of_as


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        (["new; add girl", "add coat; rel girl wears added", "set coat to red"], "give her an umbrella", "girl"),
        (["new; add bear; add basketball", "set basketball to red"], "让他拿着一朵花", "bear"),
        (["new; add basketball; add bear", "set basketball to red"], "make it bigger", "basketball"),
        (["new; add man; add woman", "set woman to red"], "he should hold it", "man"),
        (["new; add boy; add horse; rel boy rides horse", "set horse to white"], "put a hat on him", "horse"),
        (["new; add car", "set it to red"], "he is happy", "car"),
    ],
)
def test_he_and_she_are_whoever_is_alive(before, said, meant):
    state = spoken_of_as(read_message(said), standing(before))
    assert state.scene is not None
    assert {state.scene.thing(id).object for id in state.spoken_of} == {meant}

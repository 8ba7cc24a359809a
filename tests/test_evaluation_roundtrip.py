"""Which facts count as come back."""

from evaluation.cases import Case
from evaluation.facts import Account, account
from evaluation.roundtrip import came_back, told_in_words
from world.gist import Gist, Kind

SCENE = Gist((Kind("cat", "red"), Kind("dog")), "next_to", "beach", "day", "flat")


def test_captions_are_not_asked_for_what_they_never_speak_of() -> None:
    asked = told_in_words(SCENE)
    assert (asked.relation, asked.time, asked.style) == (None, None, None)
    assert (asked.place, asked.things) == ("beach", SCENE.things)


def test_facts_come_back_by_language() -> None:
    cases, told = [Case(SCENE, "en"), Case(SCENE, "zh")], [account(SCENE.facts()), Account()]
    both, english = (came_back(cases, told, language, told_in_words) for language in ("both", "en"))
    assert both["all_right"] == 0.5 and english["all_right"] == 1.0
    assert both["facts"]["object"] == {"right": 0.5, "of": 4}

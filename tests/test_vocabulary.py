"""The vocabulary: every value can be found by its key and told by its names."""

import pytest

from scenes import vocabulary
from scenes.vocabulary import ACTIONS, COLOURS, LANGUAGES, MARKS, NATURAL, OBJECTS, PLACES, STYLES, Value

SLOTS = ("object", "colour", "action", "size", "place", "time", "relation", "style")


@pytest.mark.parametrize("name", SLOTS)
def test_keys_are_found_where_they_stand(name: str) -> None:
    for number, value in enumerate(vocabulary.slot(name)):
        assert vocabulary.value(name, value.key) is value
        assert vocabulary.index(name, value.key) == number


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SLOTS)
def test_no_name_stands_for_two_values_of_a_slot(name: str, language: str) -> None:
    names = [each for value in vocabulary.slot(name) for each in value.names(language)]
    assert len(names) == len(set(names)) and all(each == each.strip() != "" for each in names)


def test_there_is_enough_to_say() -> None:
    assert len(OBJECTS) >= 60 and len(ACTIONS) >= 5 and len(PLACES) >= 8 and len(STYLES) == 6
    assert len(COLOURS) == 12 and COLOURS[0].key == NATURAL


def test_objects_carry_what_both_grammars_need() -> None:
    cat, mouse = vocabulary.thing("cat"), vocabulary.thing("mouse")
    assert (cat.name("en"), cat.name("zh"), cat.measure, cat.plural) == ("cat", "猫", "只", "cats")
    assert mouse.plural == "mice"
    assert all(thing.measure and thing.plural and thing.icon for thing in OBJECTS)
    assert len({thing.icon for thing in OBJECTS}) == len(OBJECTS)


def test_no_object_is_a_mark() -> None:
    assert not {thing.key for thing in OBJECTS} & set(MARKS)


def test_the_first_name_is_the_one_that_is_said() -> None:
    value = Value("grey", ("grey", "gray"), ("灰色", "灰"))
    assert (value.name("en"), value.name("zh")) == ("grey", "灰色")
    assert value.names("en") == ("grey", "gray")


def test_a_wrong_key_is_told_the_choices() -> None:
    with pytest.raises(KeyError, match=r"no size 'gigantic'; choose one of small, big"):
        vocabulary.value("size", "gigantic")
    with pytest.raises(KeyError, match=r"no weather 'rain'.*object, colour"):
        vocabulary.value("weather", "rain")

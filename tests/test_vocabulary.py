"""The vocabulary: every value can be found by its key and told by its names."""

import pytest

from world import vocabulary
from world.vocabulary import (
    ACTIONS,
    COLOURS,
    COUNTS,
    INVERSE,
    LANGUAGES,
    MARKS,
    NATURAL,
    OBJECTS,
    PLACES,
    RELATIONS,
    STYLES,
    TIMES,
    Value,
)

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
    assert len(OBJECTS) >= 260 and len(ACTIONS) >= 10 and len(PLACES) >= 13 and len(STYLES) == 6
    assert len(TIMES) >= 5 and len(RELATIONS) >= 6 and COUNTS == (1, 2, 3, 4)
    assert len(COLOURS) == 12 and COLOURS[0].key == NATURAL


def test_objects_carry_what_both_grammars_need() -> None:
    cat, mouse = vocabulary.thing("cat"), vocabulary.thing("mouse")
    assert (cat.name("en"), cat.name("zh"), cat.measure, cat.plural) == ("cat", "猫", "只", "cats")
    assert mouse.plural == "mice"
    assert all(thing.measure and thing.plural and thing.icons for thing in OBJECTS)
    icons = [icon for thing in OBJECTS for icon in thing.icons]
    assert len(set(icons)) == len(icons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_an_object_stands_for_anything_else(language: str) -> None:
    """Read without their case, over all slots: whoever names a thing names nothing else."""
    owners: dict[str, set[str]] = {}
    for slot in SLOTS:
        for value in vocabulary.slot(slot):
            for name in value.names(language):
                owners.setdefault(name.casefold().replace("-", " "), set()).add(f"{slot} {value.key}")
    assert {name: of for name, of in owners.items() if len(of) > 1} == {}


def test_the_table_of_objects_is_well_filled() -> None:
    kinds = {"animal", "person", "food", "plant", "vehicle", "building", "thing", "sky"}
    assert {thing.kind for thing in OBJECTS} == kinds
    assert all(0 < thing.tall <= 1 for thing in OBJECTS)
    assert {thing.own for thing in OBJECTS} <= {None, *(colour.key for colour in COLOURS if colour.key != NATURAL)}
    assert all(len(thing.measure) == 1 and thing.key == thing.key.casefold() for thing in OBJECTS)
    assert all(name.isascii() for thing in OBJECTS for name in thing.en)
    assert not any(name.isascii() for thing in OBJECTS for name in thing.zh)


def test_objects_that_were_learnt_keep_their_numbers() -> None:
    """Networks number objects by their line: new ones go to the end."""
    assert [OBJECTS[n].key for n in (0, 1, 87, 88, 259)] == ["cat", "dog", "cloud", "gorilla", "vase"]


def test_what_is_said_the_other_way_round_is_a_relation() -> None:
    keys = {value.key for value in vocabulary.slot("relation")}
    assert set(INVERSE) == keys and set(INVERSE.values()) <= keys
    assert [key for key in INVERSE if INVERSE[INVERSE[key]] != key] == ["on"]  # what carries is no more than below


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

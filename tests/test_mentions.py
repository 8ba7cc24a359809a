"""What a text names and where."""

import pytest

from language.mentions import mentions


def named(text: str) -> list[tuple[str, str, str]]:
    return [(one.slot, one.key, text[one.start : one.end]) for one in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("make the cat red", [("object", "cat", "cat"), ("colour", "red", "red")]),
        ("把猫变成红色", [("object", "cat", "猫"), ("colour", "red", "红色")]),
        ("draw an orange and a pear", [("object", "tangerine", "orange"), ("object", "pear", "pear")]),
        (
            "an orange and white cat",
            [("colour", "orange", "orange"), ("colour", "white", "white"), ("object", "cat", "cat")],
        ),
        ("two more", [("count", "2", "two")]),
        ("再来两只狗", [("count", "2", "两只"), ("object", "dog", "狗")]),
        ("add 12 dogs", [("count", "12", "12"), ("object", "dog", "dogs")]),
        ("十只", [("count", "10", "十只")]),
        ("put it on the left", [("relation", "left_of", "left")]),
        ("放在左边", [("relation", "left_of", "左边")]),
        ("at the bottom", [("relation", "below", "bottom")]),
        ("再来三张", []),
        ("第一个", []),
        ("门上面压着猫", [("object", "door", "门"), ("relation", "on", "上面"), ("object", "cat", "猫")]),
        ("星星在门上面", [("object", "star", "星星"), ("object", "door", "门"), ("relation", "above", "上面")]),
        ("放在猫身上", [("object", "cat", "猫"), ("relation", "on", "身上")]),
        ("cats x3", [("object", "cat", "cats"), ("count", "3", "x3")]),
        ("蝴蝶×4", [("object", "butterfly", "蝴蝶"), ("count", "4", "×4")]),
        ("猫,数量:4", [("object", "cat", "猫"), ("count", "4", ":4")]),
        ("一张床", [("count", "1", "一张"), ("object", "bed", "床")]),
        ("many small cats", [("count", "4", "many"), ("size", "small", "small"), ("object", "cat", "cats")]),
        ("a few apples", [("count", "3", "a few"), ("object", "apple", "apples")]),
        ("a big group of dogs", [("count", "4", "a big group of"), ("object", "dog", "dogs")]),
        ("a few more apples", [("object", "apple", "apples")]),
        ("how many cats are there?", [("object", "cat", "cats")]),
        ("many thanks", []),
        ("一大群羊", [("count", "4", "一大群"), ("object", "sheep", "羊")]),
        ("几只黑猫", [("count", "3", "几只"), ("colour", "black", "黑"), ("object", "cat", "猫")]),
        ("有几只猫？", [("object", "cat", "猫")]),
        ("两三只猫", [("count", "3", "两三只"), ("object", "cat", "猫")]),
        (
            "一群羊和一只狗",
            [("count", "4", "一群"), ("object", "sheep", "羊"), ("count", "1", "一只"), ("object", "dog", "狗")],
        ),
        ("many cats and dogs", [("count", "4", "many"), ("object", "cat", "cats"), ("object", "dog", "dogs")]),
        ("a group of three cats", [("count", "3", "three"), ("object", "cat", "cats")]),
        ("can you add a few apples?", [("count", "3", "a few"), ("object", "apple", "apples")]),
        ("能画几只猫吗？", [("count", "3", "几只"), ("object", "cat", "猫")]),
        ("一只几乎全黑的猫", [("count", "1", "一只"), ("colour", "black", "黑"), ("object", "cat", "猫")]),
        ("堆一个雪人", [("count", "1", "一个"), ("object", "snowman", "雪人")]),
        ("十二只猫", [("count", "12", "十二只"), ("object", "cat", "猫")]),
        ("", []),
    ],
)
def test_values_are_found_where_they_stand(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text) == expected

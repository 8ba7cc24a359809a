"""Which messages ask for a sticker, and of what."""

import pytest

from chat.stickers import NewSticker, StickerOfLast, read_sticker
from world.gist import Gist, Kind

LAST = Gist((Kind("cat"), Kind("dog")))


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("make a sticker of a red cat", "a red cat"),
        ("a red cat sticker", "a red cat"),
        ("draw a sleeping panda as a sticker", "draw a sleeping panda"),
        ("a blue car, transparent background", "a blue car"),
        ("a dog without a background", "a dog"),
        ("画一张红色的猫的贴纸", "画一张红色的猫"),
        ("贴纸：两个苹果", "两个苹果"),
        ("透明背景的蓝色汽车", "蓝色汽车"),
        ("一只睡觉的熊猫的表情包", "一只睡觉的熊猫"),
    ],
)
def test_a_new_sticker_is_a_prompt_without_the_word(text: str, prompt: str) -> None:
    assert read_sticker(text, LAST) == NewSticker(prompt)


@pytest.mark.parametrize(
    "text", ["make it a sticker", "sticker", "turn this into a sticker please", "做成贴纸", "把它做成贴纸", "去掉背景"]
)
def test_without_a_name_the_last_picture_is_meant(text: str) -> None:
    assert read_sticker(text, LAST) == StickerOfLast()


@pytest.mark.parametrize("text", ["turn the dog into a sticker", "make the dog a sticker", "把狗做成贴纸"])
def test_a_thing_spoken_of_as_known_is_cut_out_alone(text: str) -> None:
    assert read_sticker(text, LAST) == StickerOfLast(1)
    assert isinstance(read_sticker(text, None), NewSticker)


def test_a_name_that_nobody_taught_is_a_prompt_of_its_own() -> None:
    for last in (None, LAST):
        assert read_sticker("a blorptang sticker", last) == NewSticker("a blorptang")
    for text in (
        "make it a blorptang sticker",
        "png with transparent background",
        "a sticker with a white border",
        "make a telegram sticker",
        "来个表情贴纸",
    ):
        assert read_sticker(text, LAST) == StickerOfLast(), text
    assert isinstance(read_sticker("a kitty sticker", LAST), NewSticker)


@pytest.mark.parametrize("text", ["a cat on the beach", "make it red", "一只猫在草地上", "the cat without the hat"])
def test_everything_else_asks_for_none(text: str) -> None:
    assert read_sticker(text, LAST) is None

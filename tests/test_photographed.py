"""Questions about photos, answered from what was found in them."""

from pathlib import Path

import gradio
import pytest

from chat.conversation import Chat
from chat.photographed import answered, question_in
from chat.settings import Settings

LION = Path(gradio.__file__).parent / "media_assets" / "images" / "lion.jpg"


def fact(name: str, value: str, of: int | None) -> dict:
    return {"fact": name, "value": value, "of": of, "probability": 0.9}


FACTS = [
    fact("object", "person", 0), fact("colour", "blue", 0), fact("object", "person", 1), fact("object", "dog", 2),
    fact("colour", "brown", 2), fact("object", "red panda", 3), fact("place", "grass", None),
    fact("colour", "green", None),
]  # fmt: skip
DOING = [
    *(fact("object", "person", of) for of in range(4)), fact("action", "sitting", 0), fact("action", "坐着", 1),
    fact("action", "holding a cup", 2) | {"probability": 0.5},
]  # fmt: skip
ZH = [fact("object", "人", 0), fact("object", "狗", 1), fact("colour", "brown", 1)]


@pytest.mark.parametrize(
    "question,message,facts,language,answer",
    [
        ("count", "how many people?", FACTS, "en", "I see two people in the photo."),
        ("count", "有几个人？", FACTS, "zh", "照片里我看到两个人。"),
        ("count", "how many people?", ZH, "en", "I see a person in the photo."),
        ("count", "how many things", FACTS, "en", "I see two people, a dog and a red panda in the photo."),
        ("count", "how many red pandas?", FACTS[:6], "en", "I see two people, a dog and a red panda in the photo."),
        ("count", "is there a cat?", FACTS, "en", "I see no cat in the photo, but I may overlook something."),
        ("count", "how many", [], "en", "I cannot make anything out in the photo."),
        ("colour", "what colour is the dog?", FACTS, "en", "The dog looks brown."),
        ("colour", "狗是什么颜色的？", ZH, "zh", "狗看上去是棕色的。"),
        ("colour", "what does the person wear", FACTS[:2], "en", "The person wears blue."),
        ("colour", "这是什么颜色", ZH[:1], "zh", "人的颜色我说不准。"),
        ("colour", "这是什么颜色", FACTS[-1:], "zh", "主要颜色是绿色。"),
        ("place", "where", FACTS, "en", "It looks like somewhere on the grass."),
        ("action", "what are they doing?", DOING, "en", "Two people are sitting. A person is perhaps holding a cup."),
        ("action", "他们在做什么", DOING, "zh", "两个人坐着。一个人可能拿着杯子。"),
        ("action", "what is the dog doing?", FACTS, "en", "I cannot tell what the dog is doing."),
        ("action", "他在干嘛", ZH, "zh", "我看不出人在做什么。"),
        ("place", "在哪里", ZH, "zh", "我看不出这是在哪里拍的。"),
    ],
)
def test_an_answer_comes_from_the_regions(question: str, message: str, facts: list, language: str, answer: str) -> None:
    assert answered(question, message, facts, language) == answer


@pytest.mark.parametrize(
    "message,question",
    [
        ("what is the person doing?", "action"), ("What's she holding?", "action"), ("他在做什么", "action"),
        ("照片里的人在干嘛？", "action"), ("手里拿着什么", "action"), ("你在做什么", None), ("你能做什么", None),
        ("what are you doing", None), ("draw a cat", None),
    ],
)  # fmt: skip
def test_a_question_about_a_photo_is_known_by_its_words(message: str, question: str | None) -> None:
    assert question_in(message) == question


def test_a_photo_that_was_sent_is_asked_about(store, understanding, painter, describer) -> None:
    chat = Chat(store, understanding, painter, describer, Settings(candidates=1))
    conversation = chat.start("en").id
    sent = chat.reply(conversation, "", [LION.read_bytes()]).answered
    assert sent.descriptions[0].kind == "photo"
    assert all(len(fact["box"]) == 4 for fact in sent.descriptions[0].facts if fact["of"] is not None and "box" in fact)
    assert chat.reply(conversation, "how many people are there?").answered.text.startswith("I see no person")

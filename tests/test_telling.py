"""Scenes said back, and what changed from one to the next."""

from dataclasses import replace

import pytest

from language.difference import differences
from language.telling import scene_words
from training.said import advanced
from understanding.execute import carried_out
from understanding.program import parsed
from understanding.state import State
from world.gist import Gist, Kind
from world.scene import Scene


@pytest.mark.parametrize(
    ("scene", "english", "chinese"),
    [
        (Gist(), "", ""),
        (Gist(place="beach"), "the beach", "沙滩"),
        (Gist(time="night", style="flat"), "at night, flat style", "夜晚，扁平风格"),
        (
            Gist((Kind("cat", "black", 1, "jumping"),), place="grass"),
            "a black cat jumping on the grass",
            "一只黑猫在草地上跳跃",
        ),
        (Gist((Kind("umbrella"), Kind("dog", count=3))), "an umbrella and three dogs", "一把雨伞和三只狗"),
        (
            Gist((Kind("bird", count=4), Kind("car")), relation="on", place="garden", time="sunset"),
            "four birds on top of a car, in the garden at sunset",
            "日落时分，花园里，四只鸟在一辆汽车顶上",
        ),
        (Gist((Kind("cat", action="crying"),), time="rain"), "a cat crying in the rain", "下雨天，一只猫在哭"),
        (Gist((Kind("cat", "natural"),)), "a cat", "一只猫"),
        (Gist((Kind("grapes"),)), "some grapes", "一串葡萄"),
        (
            Gist((Kind("cat", "black", size="small"),), place="snow"),
            "a small black cat in the snow",
            "雪地上有一只小黑猫",
        ),
        (Gist((Kind("cat", size="small"),)), "a small cat", "一只小小的猫"),
        (
            Gist((Kind("pig", "pink", 3, "sleeping"), Kind("car", "blue", size="big")), place="grass"),
            "three pink pigs sleeping and a big blue car, on the grass",
            "草地上有三头睡觉的粉猪和一辆蓝色大汽车",
        ),
        (Gist((Kind("sheep", count=2),)), "two sheep", "两只羊"),
        (
            Gist((Kind("fox", "white", size="big"), Kind("heart")), relation="above", place="city", time="day"),
            "a big white fox above a heart, in the city during the day",
            "白天，城市里，一只白色大狐狸在一颗爱心上方",
        ),
    ],
)
def test_a_scene_in_words(scene, english, chinese):
    assert scene_words(Scene.of(scene), "en") == english
    assert scene_words(Scene.of(scene), "zh") == chinese


def test_a_coloured_ground_in_words():
    before = scene_after("new; add cat black; place beach")
    after = replace(before, place=None, ground="white")
    assert scene_words(after, "en") == "a black cat on a white background"
    assert scene_words(after, "zh") == "一只黑猫，白色背景"
    assert differences(before, after, "en") == ["it is on a white background now"]
    assert differences(before, after, "zh") == ["换成了白色背景"]
    assert differences(after, replace(after, ground=None), "en") == ["the place is gone"]
    assert differences(after, before, "en") == ["it is on the beach now"]


def scene_after(*programs: str) -> Scene:
    state = State()
    for program in programs:
        state = advanced(state, carried_out(parsed(program), state))
    assert state.scene is not None
    return state.scene


@pytest.mark.parametrize(
    ("program", "english", "chinese"),
    [
        ("new; add 2 cat black; add dog; rel dog left_of cat; place grass; time night",
         "a dog to the left of two black cats, on the grass at night", "夜晚，草地上，一只狗在两只黑猫左边"),
        ("new; add girl; add bicycle; rel girl rides bicycle; add balloon red; rel girl holds balloon",
         "a girl riding a bicycle and a red balloon, the girl holding the balloon",
         "一个女孩骑着一辆自行车和一个红色气球，女孩拿着气球"),
        ("new; add 3 cat; add 3 hat; rel cat wears hat", "three cats wearing three hats", "三只猫戴着三顶帽子"),
        ("new; add 3 dog; add hat; rel one dog wears hat",
         "three dogs and a hat, one of the three dogs wearing the hat",
         "三只狗和一顶帽子，其中一只狗戴着帽子"),
        ("new; add house; without tree", "a house, without trees", "一座房子，没有树"),
        ("new; add tiger; add fish; add apple; rel tiger eats fish", "a tiger eating a fish and an apple",
         "一只老虎吃着一条鱼和一个苹果"),
    ],
)  # fmt: skip
def test_single_things_and_what_they_do(program, english, chinese):
    scene = scene_after(program)
    assert (scene_words(scene, "en"), scene_words(scene, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("before", "program", "english", "chinese"),
    [
        ("new; add 2 cat", "set one cat to black", ["one of the two cats is black now"], ["其中一只猫变成黑色了"]),
        ("new; add 2 cat", "set cat to black", ["both cats are black now"], ["两只猫变成黑色了"]),
        ("new; add cat; add dog; place beach", "drop dog", ["the dog is gone"], ["狗去掉了"]),
        ("new; add 3 dog", "number dog 1", ["two of the three dogs are gone"], ["其中两只狗去掉了"]),
        ("new; add dog", "add hat; rel dog wears added", ["a hat is added", "the dog is wearing the hat"],
         ["加了一顶帽子", "狗戴着帽子"]),
        ("new; add dog", "more dog 2", ["two dogs are added"], ["又加了两只狗"]),
        ("new; add cat", "set cat to dog; bigger it", ["the cat is a dog now", "the dog is bigger"],
         ["猫变成了一只狗", "狗变大了"]),
        ("new; add cat sleeping", "unset cat action", ["the cat is not sleeping any more"], ["猫不再睡觉了"]),
        ("new; add cat red", "unset cat colour", ["the cat has its own colour"], ["猫恢复了本来的颜色"]),
        ("new; add cat; add soccer_ball; rel cat holds soccer_ball", "unrel cat",
         ["the cat is no longer holding the soccer ball"], ["猫不再拿着足球"]),
        ("new; add cat", "place beach; time night; style flat",
         ["it is on the beach now", "it is at night now", "the style is flat now"],
         ["背景换成了沙滩", "时间变成了夜晚", "风格换成了扁平"]),
        ("new; add cat", "without tree", ["no trees"], ["不画树"]),
    ],
)  # fmt: skip
def test_what_changed_is_said_thing_by_thing(before, program, english, chinese):
    one, other = scene_after(before), scene_after(before, program)
    assert (differences(one, other, "en"), differences(one, other, "zh")) == (english, chinese)


def test_nothing_changed_is_nothing_to_say():
    scene = scene_after("new; add cat; place beach")
    assert differences(scene, scene, "en") == []

"""Scenes said back."""

import pytest

from language.telling import scene_words
from world.gist import Gist, Kind


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
    assert scene_words(scene, "en") == english
    assert scene_words(scene, "zh") == chinese

"""Texts as people type them: which language, which things they name, which words nobody taught Tuwen."""

import json
import random
from pathlib import Path

import pytest

from language import phrases_en, phrases_zh
from language.captions import STRANGERS, caption
from language.english import plural
from language.words import clean, language_of, named, tidy, unknown_words
from rendering.sampling import random_scene
from world.gist import Gist
from world.vocabulary import LANGUAGES, OBJECTS, slot

WORDINGS = Path(__file__).parent.parent / "evaluation" / "wordings.jsonl"


def wordings() -> list[dict]:
    return [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("一只猫", "zh"), ("a cat", "en"), ("一只black cat", "zh"), ("画一只 cat in the forest", "zh"),
        ("draw a 猫", "en"), ("a small 兔子 in the forest", "en"), ("cat 猫?", "zh"), ("猫", "zh"), ("CAT", "en"),
        ("", "en"), ("123 😀", "en"),
    ],
)  # fmt: skip
def test_language(text, language):
    assert language_of(text) == language


def test_clean_drops_what_nobody_sees():
    assert clean("  ｃａｔ\t\n 　ｄｏｇ ") == "cat dog"
    assert clean("c\u200bat\x00 \u202edog\ufeff\u00ad") == "cat dog"
    assert clean("画一只猫，３只") == "画一只猫,3只"
    assert clean("\ud800cat") == "cat"
    assert clean("😀 caf\u0065\u0301") == "😀 café"
    assert clean(" \u200b ") == ""


def test_clean_twice_is_clean_once():
    rng = random.Random(0)
    for _ in range(200):
        text = "".join(chr(rng.randrange(0x3000)) for _ in range(20))
        assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("画一个武士", "武士"), ("潜水艇", "潜水艇"), ("一只武士在草地上", "武士"), ("画个灯塔吧", "灯塔"),
        ("武士和桌子", "武士 桌子"),
        ("一个戴头巾的武士", "头巾 武士"), ("来只鲎", "鲎"), ("小鲎", "小鲎"), ("猫撵鱼", "撵"),
        ("小狗追蝴蝶", "追"), ("鱼缸里的鱼", "鱼缸"),
        ("麒麟在山上跳,还有麒麟", "麒麟"), ("皮卡丘在跑", "皮卡丘"), ("白武士", "武士"), ("3条鱼和2个灯塔", "灯塔"),
        ("画一座火车站", "火车站"), ("武士坐在桌子上", "武士 桌子"), ("风扇和封面", "风扇 封面"), ("饭桌", "饭桌"),
        ("draw a samurai riding a submarine", "samurai submarine"), ("Submarine, submarine and a cat", "Submarine"),
        ("a knight at night", "knight"), ("a hammock on the beach", "hammock"), ("a hammock with a crown", "hammock"),
        ("a strain on the train", "strain"), ("lighthouse|guinea pig", "lighthouse|guinea pig"),
        ("the samurai's house", "samurai"), ("a goat and a moat", "moat"), ("fences", "fences"),
        ("a submarine, a peach and a table", "submarine table"),
        ("ねこ кот", "ねこ кот"),
        ("一只samurai", "samurai"),
    ],
)  # fmt: skip
def test_unknown(text, unknown):
    if "|" in text:
        for each in text.split("|"):
            assert unknown_words(each) == (each,)
    else:
        assert unknown_words(text) == tuple(unknown.split())


@pytest.mark.parametrize(
    "text",
    [
        "请帮我画两只黑色的小猫在沙滩上跳,谢谢!", "换成沙滩", "再来一张", "去掉背景", "把它变成红色", "更大一点",
        "删掉那只狗", "不要云", "背景换成星空",
        "再画一只,小一点", "麻烦您给我画一只在睡觉的橘色小猫咪好吗", "你好", "可爱的小兔子", "3只鸭子😀",
        "左边是猫,右边是狗", "夜晚的城市里有一辆车",
        "能不能把猫换成狗", "这张图很漂亮", "大象在跑步", "扁平画风格", "三头小猪正在草原上奔跑",
        "make it red", "without the dog", "remove the cat", "bigger please", "another one", "change the background",
        "could you please show me a picture?", "he swam, she slept and they've flown", "the cat jumped", "thx!!",
        "two foxes and three mice", "a tigr and a strawbery", "pleese draw a pictrue", "red-and-blue cars",
        "Swap the cats' places", "what can you draw?", "3d style", "2cats", "I'd like it smaller", "put it on the moon",
        "Removing and adding", "a BLACK CAT", "", "!!! 42", "it’s a cat", "running, ran, sang, hopped", "undo",
    ],
)  # fmt: skip
def test_everything_known(text):
    assert unknown_words(text) == ()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("猫头鹰和乌龟", "owl turtle"), ("海龟在公共汽车里", "turtle bus"), ("武士、潜水艇和灯塔", ""),
        ("骑马的武士", "horse"),
        ("熊猫不是熊也不是猫", "panda bear cat"), ("狗熊", "bear"), ("小汽车旁边有大树", "car tree"), ("猫猫", "cat"),
        ("猫舔鱼", "cat fish"),
        ("一只black cat和小狗", "cat dog"), ("星空下的星星", "star"), ("太阳、云和月亮", "sun cloud moon"),
        ("开心的猫", "cat"),
        ("公交车站在沙丘上", "bus_stop"),
        ("公交车停在沙丘上", "bus"), ("马上画一只猫", "cat"), ("黄色的小公交车", "bus"), ("我家里有只兔子", "rabbit"),
        ("球", "soccer_ball"),
        ("an ice cream cone for my puppy", "ice_cream dog"), ("a lighthouse", ""),
        ("a hot dog", "hot_dog"), ("a cup of tea", "cup"),
        ("two puppies, three mice and butterflies", "dog mouse butterfly"), ("a CAT under palm trees", "cat palm_tree"),
        ("an elephnt and a tigr", "elephant tiger"), ("catt", ""), ("hammock, plume, brawn", ""), ("wombats", ""),
        ("asleep at home", ""), ("my home", "house"), ("dog and cat and dog", "dog cat"), ("butterfly", "butterfly"),
        ("draw a 猫 and a 狗", "cat dog"), ("crumpet, milkmaid, carpet", ""), ("birthday cake", "cake"), ("", ""),
        ("ice craem", "ice_cream"), ("the dog's house", "dog house"), ("bunches of grapes", "grapes"),
        ("两封信和三扇门", "envelope door"), ("一团火、一碗面、一道闪电", "fire bowl_of_noodles lightning_bolt"),
        ("two T-shirts and a tee shirt", "t-shirt"), ("a flower beside the Ferris wheel", "flower ferris_wheel"),
    ],
)  # fmt: skip
def test_named(text, keys):
    assert named("object", text) == tuple(keys.split())


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: thing.key)
def test_every_name_of_every_object(thing):
    for name in (*thing.en, *thing.zh, *(plural(name) for name in thing.en), thing.plural):
        assert named("object", name) == (thing.key,), name
        assert unknown_words(name) == ()


@pytest.mark.parametrize("name", ["colour", "action", "size", "place", "time", "relation", "style"])
def test_every_other_name_is_known(name):
    for value in slot(name):
        for each in (*value.en, *value.zh):
            assert unknown_words(each) == (), each


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["WHERE", "WHEN", "VERBS"])
def test_every_phrase_of_the_grammar_names_its_value_and_no_object(table, language):
    said = getattr(phrases_en if language == "en" else phrases_zh, table)
    assert list(said) == [value.key for value in slot({"WHERE": "place", "WHEN": "time", "VERBS": "action"}[table])]
    for key, phrases in said.items():
        for phrase in phrases if (table, language) != ("VERBS", "en") else (form for verb in phrases for form in verb):
            held = {each for name in ("place", "time", "action") for each in named(name, phrase)}
            assert (held, named("object", phrase), unknown_words(phrase)) == ({key}, (), ()), phrase


@pytest.mark.parametrize(
    "text", ["he danced and wept", "they cried", "she pondered", "it shone and sparkled", "他哭了", "星星闪闪发光"]
)
def test_the_new_actions_in_other_forms(text):
    assert named("action", text) and unknown_words(text) == ()


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: thing.key)
def test_every_measure_word_counts(thing):
    for number in "一两三四4":
        said = f"{number}{thing.measure}{thing.zh[0]}"
        assert (named("object", said), unknown_words(said)) == ((thing.key,), ()), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_name_nothing(language):
    """The reader learns from these that there are words of which it has no picture."""
    slots = ("object", "colour", "action", "place", "time", "relation", "style")
    assert [word for word in STRANGERS[language] if any(named(name, word) for name in slots)] == []


def test_words_of_their_own_are_no_typing_errors():
    """A child is no chili, a clever fox no clover."""
    text = "child cover clever closer peace spell price danger scanner lighting tries short thin"
    text += " costs coasts folded pointers ratios stroll angle widow crouch fluke boost scandal brook humane persona"
    words = text.split()
    slots = ("object", "action", "place", "time")
    assert {word: found for word in words for name in slots if (found := named(name, word))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_hold_their_things_and_nothing_unknown(language):
    rng = random.Random(1)
    for _ in range(150):
        scene = random_scene(rng)
        said = caption(scene, language, rng)
        assert {thing.object for thing in scene.things} <= set(named("object", said)), said
        assert unknown_words(said) == (), said
        assert language_of(said) == language, said


@pytest.mark.parametrize(
    ("text", "language", "tidied"),
    [
        ("一 只 黑 色 的 cat 在 草 地 上 , 夜 晚", "zh", "一只黑色的 cat 在草地上，夜晚。"),
        ("3 只 猫", "zh", "3只猫。"), ("一 只 猫 。", "zh", "一只猫。"),
        ("真 的 ?", "zh", "真的？"), ("一只猫.", "zh", "一只猫。"), ("一只猫 ,", "zh", "一只猫。"), ("", "zh", ""),
        ("two cats are jumping , at night", "en", "Two cats are jumping, at night."), ("a dog .", "en", "A dog."),
        ("two red t-shirts on a christmas tree", "en", "Two red T-shirts on a Christmas tree."),
        ("  a   dog!", "en", "A dog!"), ("3 dogs ,", "en", "3 dogs."), ("", "en", ""),
    ],
)  # fmt: skip
def test_tidy(text, language, tidied):
    assert tidy(text, language) == tidied
    assert tidy(tidied, language) == tidied


def test_a_very_long_text_is_read_at_once():
    assert named("object", "猫" * 1000) == ("cat",)
    assert unknown_words("submarine " * 1000) == ("submarine",)


@pytest.mark.parametrize("wording", wordings(), ids=lambda wording: wording["text"][:30])
def test_wordings_say_what_their_scenes_hold(wording):
    scene = Gist.from_json(wording["scene"])
    assert scene.to_json() | {"things": list(scene.to_json()["things"])} == wording["scene"]
    assert language_of(wording["text"]) == wording["language"]
    assert set(named("object", wording["text"])) == {thing.object for thing in scene.things}


def test_there_are_sixty_wordings_of_each_language():
    languages = [wording["language"] for wording in wordings()]
    assert (languages.count("zh"), languages.count("en")) == (60, 60)
    assert len({wording["text"] for wording in wordings()}) == 120

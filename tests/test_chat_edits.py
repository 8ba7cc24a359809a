"""Many wordings of every follow-up, in both languages, against one picture of a black cat on the grass.

A network reads them, so of many wordings of one wish nearly all must be understood, and the plainest ones always.
"""

# ruff: noqa: E501 - lists of wordings are read across

import time
from dataclasses import replace
from functools import cache

import pytest

from chat import edits, phrases
from chat.edits import Again, DescribeLast, Edit, NewScene, NotAnEdit, NotPossible, Shift, Swap, Thanks, Undo, spoken_of
from language.words import unknown_words
from txt2img.draw import WEIGHTS
from understanding.reading import Reading
from world.gist import Gist, Kind

CAT = Kind("cat", colour="black")
DOG = Kind("dog", colour="brown")
ONE = Gist((CAT,), place="grass")
TWO = Gist((CAT, DOG), relation="left_of", place="grass", time="night")


@cache
def follow() -> edits.Follow:
    return Reading(WEIGHTS).follow


def read_edit(text: str, last: Gist | None, of: int = 0) -> Edit:
    return edits.read_edit(text, last, follow(), of)


def each(*wordings: str):
    """One test for all wordings between the bars."""
    return pytest.mark.parametrize("texts", ["|".join(wordings)])


def cat(**said) -> Gist:
    """The one cat, changed."""
    return Gist((Kind("cat", **({"colour": "black"} | said)),), place="grass")


def mostly(texts: str, expected: object, last: Gist | None = ONE) -> None:
    """Of the wordings between the bars, the first one and at least four in five are understood."""
    said = texts.split("|")
    wrong = [text for text in said if understood(text, last) != expected]
    assert said[0] not in wrong and len(wrong) <= 0.2 * len(said), wrong


def understood(text: str, last: Gist | None = ONE) -> Gist | Edit:
    edit = read_edit(text, last)
    return edit.scene if isinstance(edit, NewScene) else edit


def scene(text: str, last: Gist = ONE) -> Gist:
    edit = read_edit(text, last)
    assert isinstance(edit, NewScene), f"{text!r} was read as {edit}"
    return edit.scene


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            "make it red|Make it red!|make it a red one|red|Red please|paint it red|turn it red|in red|colour it red|color it red|"
            "change it to red|change the color to red|make the cat red|can you make it red?|could you make the cat red please|"
            "the cat should be red|it is red|i want it red|把它变成红色|变成红色|红色|红色的|换成红色|改成红色|让它变红|涂成红色|"
            "把猫变成红色|把猫涂成红色的|让猫变成红色|请把它改成红色|颜色换成红色|把颜色改成红色|它是红色的|要红色的|把cat变成red|"
            "ＭＡＫＥ ＩＴ ＲＥＤ|把它染成红的",
            cat(colour="red"),
        ),
        (
            "make it jump|make it jumping|let it jump|have the cat jump|jumping|the cat jumps|make the cat jump|it jumps|"
            "让它跳|让它跳起来|让猫跳跃|跳起来|它在跳|让它跳吧",
            cat(action="jumping"),
        ),
        (
            "make it sleep|let it sleep|now sleeping|让它睡觉|让猫睡觉吧|睡觉|请让它睡觉|它睡着了|把它变成睡觉的",
            cat(action="sleeping"),
        ),
        ("make it dance|let it dance|have the cat dance|让它跳舞|让猫跳舞吧", cat(action="dancing")),
        ("make it cry|let it cry|让它哭|它在哭|让猫哭起来", cat(action="crying")),
        ("make it think|让它思考", cat(action="thinking")),
        ("make it shine|让它发光|让它闪闪发光", cat(action="shining")),
        (
            "bigger|make it bigger|larger|a bit bigger|make the cat bigger|big|更大|大一点|再大一点|变大|让它更大|把猫变大|大一些",
            cat(size="big"),
        ),
        ("smaller|make it smaller|tiny|make the cat small|更小|小一点|变小|让它小一点|把它变小", cat(size="small")),
        (
            "three of them|make it three|3|three|3 of them|三只|要三只|变成三只|3只|画三只|让它变成三只",
            cat(count=3),
        ),
        ("four of them|make it four|4|four|四只|变成四只|4只|画四只", cat(count=4)),
        (
            "two|two of them|a pair of them|one more cat|another cat|add another cat|add a cat|两只|再来一只|再来一只猫|再加一只猫|还要一只",
            cat(count=2),
        ),
        (
            "make it red and jumping|red, jumping|make it red and make it jump|让它变红并且跳起来|红色，跳起来",
            cat(colour="red", action="jumping"),
        ),
    ],
)
def test_values_of_the_thing(texts, expected):
    mostly(texts, expected)


@pytest.mark.parametrize(
    ("texts", "slot", "value"),
    [
        (
            "on the beach|put it on the beach|change the background to the beach|move it to the beach|at the beach|the cat on the beach|"
            "same but on the beach|beach|make it on the beach|换成沙滩|背景换成沙滩|把背景换成沙滩|在沙滩上|放到沙滩上|把它放在沙滩上|"
            "去海边|沙滩|换到沙滩|把背景改成沙滩|让它去沙滩",
            "place", "beach",
        ),
        ("in space|put it in outer space|background: space|放到太空|换成太空|去太空", "place", "space"),
        ("at night|make it night|night|during the night|in the dark|晚上|在晚上|换成夜晚|改成晚上|夜里|时间换成晚上", "time", "night"),
        ("at sunset|sunset|at dusk|make it sunset|黄昏|换成日落|在傍晚|改成黄昏", "time", "sunset"),
        ("in the rain|make it rain|raining|on a rainy day|下雨|在雨中|换成雨天", "time", "rain"),
        ("snowing|in falling snow|on a snowy day|下雪|换成下雪|大雪纷飞", "time", "snowfall"),
        ("in the garden|put it in the garden|in the park|放到花园里|去公园|换成花园", "place", "garden"),
        ("underwater|put it underwater|on the seabed|海底|放到水下|换成海底", "place", "underwater"),
        ("in glossy style|glossy style|make it glossy|glossy|in a glossy style|shiny|用光泽风格|光泽风格|换成立体风格|改成亮面的", "style", "glossy"),
        ("flat style|make it flat|扁平风格|换成扁平风格|用扁平的风格画", "style", "flat"),
    ],
)  # fmt: skip
def test_values_of_the_scene(texts, slot, value):
    mostly(texts, replace(ONE, **{slot: value}))


@pytest.mark.parametrize(
    ("texts", "new"),
    [
        (
            "add a red apple|with a red apple|and a red apple|plus a red apple|add one red apple|please add a red apple|"
            "put in a red apple|also a red apple|加一个红苹果|加一个红色的苹果|再加一个红色的苹果|添加一个红苹果|还要一个红苹果|"
            "再来一个红苹果|加上一个红苹果|还有一个红色的苹果",
            Kind("apple", colour="red"),
        ),
        ("add two dogs|add 2 dogs|with two dogs|加两只狗|再加两只狗", Kind("dog", count=2)),
        (
            "add a big sleeping dog|add a big dog sleeping|加一只睡觉的大狗|再加一只正在睡觉的大狗",
            Kind("dog", size="big", action="sleeping"),
        ),
    ],
)
def test_something_is_added(texts, new):
    mostly(texts, Gist((CAT, new), place="grass"))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("add a hat above the cat", "below"),
        ("add a hat to the left of it", "right_of"),
        ("add a hat next to the cat", "next_to"),
        ("在猫上面加一顶帽子", "below"),
        ("在它旁边加一顶帽子", "next_to"),
        ("左边加一顶帽子", "right_of"),
    ],
)
def test_something_is_added_somewhere(text, relation):
    """The scene's relation is how the cat, named first, stands to the hat."""
    assert scene(text) == Gist((CAT, Kind("hat")), relation=relation, place="grass")


@each(
    "without the dog|remove the dog|no dog|delete the dog|take away the dog|get rid of the dog|please remove the brown dog",
    "without dogs|把狗去掉|去掉狗|不要狗|把狗删掉|删掉狗|把那只狗拿走|狗不要|请把狗去掉|没有狗|不要那只狗",
)
def test_something_is_removed(texts):
    mostly(texts, Gist((CAT,), place="grass", time="night"), TWO)


@each("without the beach|no beach|去掉沙滩|不要沙滩|remove the beach")
def test_a_value_is_removed(texts):
    mostly(texts, Gist((CAT,)), Gist((CAT,), place="beach"))


@each(
    "replace the cat with a dog|make it a dog|turn it into a dog|change the cat to a dog|turn the cat into a dog|a dog instead",
    "make the cat a dog|swap the cat for a dog|change it to a dog|a dog instead of the cat",
    "把猫换成狗|换成狗|变成狗|把它变成狗|换成一只狗|把猫换成一只狗|把猫改成狗|让它变成一只狗",
)
def test_one_thing_becomes_another(texts):
    mostly(texts, Gist((Kind("dog", colour="black"),), place="grass"))


def test_what_is_said_of_the_new_thing_holds():
    assert scene("replace the cat with two red dogs") == Gist((Kind("dog", colour="red", count=2),), place="grass")
    assert scene("把猫换成两只红色的狗") == Gist((Kind("dog", colour="red", count=2),), place="grass")


@each("make the dog blue|the dog blue|把狗变成蓝色|让狗变蓝|paint the dog blue")
def test_the_thing_that_is_named_changes(texts):
    mostly(texts, replace(TWO, things=(CAT, Kind("dog", colour="blue"))), TWO)


@each("make both red|make them both red|make them red|all red|让它们变成红色|都变成红色|全部改成红色|两个都要红色")
def test_all_things_change(texts):
    mostly(texts, replace(TWO, things=(replace(CAT, colour="red"), replace(DOG, colour="red"))), TWO)


@each("make the cat red and the dog blue|让猫变红，让狗变蓝|把猫变成红色，把狗变成蓝色")
def test_each_thing_gets_its_own(texts):
    mostly(texts, replace(TWO, things=(replace(CAT, colour="red"), replace(DOG, colour="blue"))), TWO)


def test_two_changes_in_one_message():
    assert scene("make it red and add a dog") == Gist((Kind("cat", colour="red"), Kind("dog")), place="grass")
    assert scene("put it in the snow at night") == Gist((CAT,), place="snow", time="night")
    assert scene("把猫变成红色，再加一个苹果").things == (Kind("cat", colour="red"), Kind("apple"))
    assert scene("换成沙滩，晚上") == Gist((CAT,), place="beach", time="night")


def test_where_one_stands_to_the_other():
    for text in ("put the cat to the right of the dog", "把猫放到狗的右边", "put the dog to the left of the cat"):
        assert scene(text, TWO).relation == "right_of", text


@each("add a hat on top of the cat|在猫顶上加一顶帽子|add a hat on the cat")
def test_something_is_put_on_what_is_there(texts):
    mostly(texts, Gist((Kind("hat"), CAT), relation="on", place="grass"))


@each(
    "move it to the left|move the cat to the left|shift it left a bit|can you move the cat further left?|put it on the left",
    "把它往左移|把猫往左挪一点|往左挪挪|猫往左边一点",
)
def test_the_only_thing_is_moved_across_the_picture(texts):
    mostly(texts, Shift(0, "left_of"))


def test_what_stands_there_already_goes_further() -> None:
    assert read_edit("move the cat to the left of the dog", TWO) == Shift(0, "left_of")


def test_what_was_spoken_of_last_is_meant() -> None:
    dog = replace(DOG, colour="blue")
    assert spoken_of([]) == spoken_of([ONE]) == spoken_of([ONE, TWO]) - 1 == 0
    assert spoken_of([TWO, replace(TWO, things=(CAT, dog))]) == 1
    assert spoken_of([TWO, replace(TWO, things=(CAT, dog)), replace(TWO, things=(CAT, dog), time="rain")]) == 1
    assert spoken_of([TWO, ONE]) == spoken_of([Gist((dog,)), TWO]) == 0
    edit = read_edit("make it red", TWO, of=1)
    assert isinstance(edit, NewScene) and edit.scene.things == (CAT, replace(DOG, colour="red"))


@each("thanks, that's lovely|that looks great, thank you|谢谢，很好看")
def test_praise_asks_for_nothing(texts):
    mostly(texts, Thanks())


def test_a_change_names_the_words_that_it_did_not_understand():
    edit = read_edit("make it red and xyzzified", ONE)
    assert edit == NewScene(cat(colour="red"), unknown=("xyzzified",))


def test_sizes_go_step_by_step():
    assert scene("bigger", cat(size="small")) == cat()
    assert scene("小一点", cat(size="big")) == cat()


@pytest.mark.parametrize(
    ("texts", "edit"),
    [
        ("again|Again!|another one|one more|draw it again|try again|redo|do it again please|once more|another picture|regenerate|"
         "再来一张|再画一张|换一张|重画|再来一次|重新画|再试一次|再来|另一张|请再来一张|再来一张吧|重新来一张", Again()),
        ("describe it|describe|describe this|what is this?|what's this|what do you see|what do you see?|describe the picture|"
         "what is in the picture?|描述一下|这是什么|这是什么？|描述一下这张图|描述|图里有什么|你看到了什么|画里有什么|说说这张图|请描述一下", DescribeLast()),
        ("another one like this|something similar|more like this one|再来一个类似的|来张差不多的|稍微变一下", Again(alike=True)),
        ("undo|go back|revert|undo that|撤销|撤回|返回|上一步|改回去", Undo()),
    ],
)  # fmt: skip
def test_whole_phrases(texts, edit):
    for text in texts.split("|"):
        assert read_edit(text, ONE) == edit, text
        assert read_edit(text, None) == NotPossible("nothing_yet"), text


@pytest.mark.parametrize(
    "text",
    ["差不多", "这样", "好的，这样", "那种", "一样", "like it", "just like that", "来两只一样的", "the same but red"],
)
def test_assent_and_counts_ask_for_nothing_alike(text):
    assert read_edit(text, ONE) != Again(alike=True)


@each(
    "a red car on the beach|red car|a cat|cat|two dogs|draw a dog|draw me a red cat|make a dog|make me a cat|paint a house",
    "i want a cat|a cat and a dog|a cat with a hat|a cat without a hat|the sun above the sea|show me a panda|three cats",
    "a black cat is jumping on the grass|can you draw a dog?|create a picture of a bird|a dog at night|white rabbits in the snow",
    "一只黑色的猫在草地上跳跃|红色的汽车|一只猫|猫|画一只狗|画一只红色的猫|我要一只猫|给我画一个苹果|一只猫和一只狗|两只狗",
    "三只猫在沙滩上|晚上的城堡|请画一辆红色的汽车|一条鱼在海里游泳|帮我画一只熊猫|能画一只鸟吗|月亮和星星",
    "a samurai|samurai with a sword|武士|hello world|what colour is the cat?|xyzzy||!!!",
)
def test_new_prompts_are_no_edits(texts):
    mostly(texts, NotAnEdit())
    mostly(texts, NotAnEdit(), None)


@pytest.mark.parametrize(
    "text", ["red", "at night", "in glossy style", "换个颜色吧红色", "沙滩", "add a dog", "三只", "bigger"]
)
def test_values_without_a_picture_are_prompts(text):
    assert isinstance(read_edit(text, None), NotAnEdit)


@each("make it red|把它变成红色|让它睡觉|remove it|put it on the beach")
def test_it_without_a_picture(texts):
    mostly(texts, NotPossible("nothing_yet"), None)


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("without the dog", ONE, NotPossible("absent", ("dog",))),
        ("把狗去掉", ONE, NotPossible("absent", ("dog",))),
        ("make the dog blue", ONE, NotPossible("absent", ("dog",))),
        ("without the beach", ONE, NotPossible("absent", ("beach",))),
        ("add a fish", TWO, NotPossible("full", ("cat", "dog"))),
        ("加一条鱼", TWO, NotPossible("full", ("cat", "dog"))),
        ("five of them", ONE, NotPossible("too_many", ("5",))),
        ("要十只", ONE, NotPossible("too_many", ("10",))),
        ("another cat", cat(count=4), NotPossible("too_many", ("5",))),
        ("remove the cat", Gist((CAT,)), NotPossible("nothing_left")),
        ("make it black", ONE, NotPossible("same")),
        ("换成草地", ONE, NotPossible("same")),
    ],
)
def test_what_cannot_be_done_is_said(text, last, expected):
    assert read_edit(text, last) == expected


CATS = Gist((Kind("cat", count=3),), place="grass")
TWINS = Gist((CAT, Kind("cat", colour="white")), place="grass")


@each("remove one cat|去掉一只猫|without one cat|remove one|去掉一只|少一只")
def test_one_of_several_goes(texts):
    mostly(texts, replace(CATS, things=(Kind("cat", count=2),)), CATS)


@each("再来一只|add one more|再加一只|one more cat")
def test_one_more_comes(texts):
    mostly(texts, cat(count=2))


def test_two_more_come_and_no_more_than_fit():
    assert scene("再来两只") == scene("add two more") == cat(count=3)
    assert scene("再来一只", CATS).things == (Kind("cat", count=4),)
    assert read_edit("再来两只", CATS) == NotPossible("too_many", ("5",))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("put it under a tree", "below"),
        ("put the cat under a tree", "below"),
        ("move it beside a tree", "next_to"),
        ("put it on top of a tree", "on"),
        ("put it on a tree", "on"),
    ],
)
def test_it_is_put_beside_something_new(text, relation):
    assert scene(text) == Gist((CAT, Kind("tree")), relation, "grass")


def test_something_comes_with_it():
    assert scene("put it in the sky with a bird") == Gist((CAT, Kind("bird")), place="sky")


@each("remove the cat and the dog|去掉猫和狗|get rid of the cat and the dog")
def test_a_list_of_things_goes(texts):
    mostly(texts, Gist(place="grass", time="night"), TWO)


@each("make the dog and the cat sleep|让猫和狗睡觉|make the cat and the dog sleep")
def test_what_is_said_of_a_list_holds_for_each(texts):
    both = (replace(CAT, action="sleeping"), replace(DOG, action="sleeping"))
    mostly(texts, replace(TWO, things=both), TWO)


def test_of_twins_the_one_described_is_meant():
    assert scene("make the white cat red", TWINS).things == (CAT, Kind("cat", colour="red"))
    assert scene("make the white cat bigger", TWINS).things == (CAT, Kind("cat", colour="white", size="big"))
    assert scene("remove the white cat", TWINS).things == (CAT,)


@each("make the sky blue|make the beach red|make the background blue|把天空变成蓝色|把背景变成红色")
def test_a_place_has_no_colour(texts):
    mostly(texts, NotPossible("uncoloured"))


def test_one_colour_becomes_another():
    assert scene("把棕色换成蓝色", TWO).things == (CAT, replace(DOG, colour="blue"))
    assert read_edit("把红色换成蓝色", ONE) == NotPossible("absent", ("red",))


@pytest.mark.parametrize(
    ("text", "words"),
    [("make the cat wear a tuxedo", ("wear", "tuxedo")),
     ("add a samurai", ("samurai",)), ("换成武士", ("武士",)), ("换成长颈鹿", ("长颈鹿",)), ("换成沙发", ("沙发",))],
)  # fmt: skip
def test_unknown_words_are_named_and_nothing_is_changed(text, words):
    """As a change that cannot be made, or as a prompt, for which the painter names them."""
    assert read_edit(text, ONE) in (NotPossible("unknown", words), NotAnEdit())
    assert unknown_words(text) == words


def test_a_long_message_is_read_at_once():
    started = time.perf_counter()
    assert phrases.meaning("描述" + "这张图片" * 200 + "x") is None
    assert phrases.meaning("描述" + "这张图片" * 18 + "x") is None
    assert time.perf_counter() - started < 1


def test_removing_the_only_thing_leaves_the_place():
    assert scene("without the cat") == Gist(place="grass")


def test_nothing_strange_breaks_it():
    for text in (
        "\0",
        "<b>make it red</b>",
        "\u202eder ti ekam",
        "🐱",
        "a" * 5000,
        "和和和",
        ",,,",
        "the the the",
        "把把",
        "make",
        "add",
        "no",
    ):
        read_edit(text, ONE)
        read_edit(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "swap them",
        "Swap places!",
        "the other way round",
        "swap the cat and the dog",
        "交换位置",
        "让它们对调一下位置",
        "把猫和狗交换位置",
        "左右互换",
    ],
)
def test_two_things_change_places(text):
    assert read_edit(text, TWO) == Swap()
    assert read_edit(text, ONE) == NotPossible("no_pair")
    assert read_edit(text, None) == NotPossible("nothing_yet")
    on = replace(TWO, relation="on")
    assert read_edit(text, on) == NewScene(replace(on, things=on.things[::-1]))


@pytest.mark.parametrize("text", ["give it a hat", "给它一顶帽子", "could you give the cat a hat?"])
def test_whoever_is_given_something_keeps_all_else(text):
    assert read_edit("给她画一只红色的狗在沙滩上", ONE) == NotAnEdit()
    assert scene(text) == replace(ONE, things=(*ONE.things, Kind("hat")))
    assert read_edit(text, TWO) == NotPossible("full", ("cat", "dog"))


@pytest.mark.parametrize(
    ("text", "colour", "relation"),
    [
        ("add a white cat", "white", None),
        ("再来一只白猫", "white", None),
        ("add a red cat on the left", "red", "right_of"),
    ],
)
def test_another_of_a_kind_comes_in_its_own_colour(text, colour, relation):
    black = Gist((Kind("cat", "black"),), place="grass")
    twins = replace(black, things=(*black.things, Kind("cat", colour)), relation=relation)
    assert read_edit(text, black) == NewScene(twins)


@pytest.mark.parametrize(
    "text",
    ["add a red scarf to the cat", "add a touch of red to the cat", "来一张白猫的图", "add a blue spot on the cat"],
)
def test_what_is_said_of_the_cat_brings_no_other(text):
    edit = read_edit(text, Gist((Kind("cat", "black"),), place="grass"))
    assert (
        not isinstance(edit, NewScene) or sum(thing.count for thing in edit.scene.things if thing.object == "cat") == 1
    )


def test_a_cat_and_a_white_cat_are_not_alike():
    cat = Gist((Kind("cat"),), place="grass")
    assert scene("add a white cat", cat).things == (Kind("cat"), Kind("cat", "white"))


def test_two_that_are_made_alike_stay_two():
    twins = Gist((Kind("cat", "black"), Kind("cat", "white")), place="grass")
    assert scene("make them both red", twins).things == (Kind("cat", "red", 2),)


@pytest.mark.parametrize("text", ["add three stars in the sky", "加三颗星星在天上"])
def test_what_comes_in_the_sky_moves_nothing_there(text):
    assert scene(text) == replace(ONE, things=(*ONE.things, Kind("star", count=3)))
    for there in ("put it in the sky", "换成天空，加一只鸟", "change the background to the sky and add a bird"):
        assert scene(there).place == "sky"

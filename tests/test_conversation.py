"""Whole conversations without a page, with the real networks and a real store."""

import re
import sqlite3
import threading
from dataclasses import replace

import pytest
from PIL import Image

from chat.conversation import MAX_IMAGES, Chat, NotKept
from chat.queue import Stopped
from chat.settings import Settings
from img2txt.decode import png_bytes
from models.weights import WeightsError
from storage.errors import UnknownId
from storage.rating import Opinion
from storage.store import Store
from txt2img.metadata import NotOurs, read
from understanding.intent import Answer as Question
from understanding.message import read_message
from world.plan import Blend
from world.scene import Relation, Scene


@pytest.fixture
def chat(store, understanding, painter, describer) -> Chat:
    return Chat(store, understanding, painter, describer, Settings(candidates=2, max_prompt=200))


@pytest.fixture
def talk(chat):
    """Says something in one conversation and returns the answer."""
    conversation = chat.start("en").id
    return lambda text="", images=(), **more: chat.reply(conversation, text, images, **more).answered


@pytest.fixture
def image() -> bytes:
    return png_bytes(Image.new("RGB", (64, 64), "orange"))


def scene_of(turn) -> Scene:
    return turn.pictures[0].plan.scene


def test_a_prompt_is_drawn_and_kept(chat, store):
    conversation = chat.start("en").id
    reply = chat.reply(conversation, "一只黑色的猫在草地上跳跃")
    assert (reply.asked.role, reply.asked.text, reply.asked.language) == ("user", "一只黑色的猫在草地上跳跃", "zh")
    assert (reply.answered.kind, reply.answered.language, len(reply.answered.pictures)) == ("draw", "zh", 2)
    assert reply.answered.text.startswith("画好了：") and "猫" in reply.answered.text
    best = reply.answered.pictures[0]
    assert scene_of(reply.answered).things[0].look == ("cat", "black", "jumping", None)
    assert {(fact["fact"], fact["value"]) for fact in best.facts} >= {("object", "cat"), ("colour", "black")}
    assert best.caption and best.weights and best.prompt == "一只黑色的猫在草地上跳跃"
    assert len({picture.seed for picture in reply.answered.pictures}) == 2
    kept = store.conversation(conversation).turns
    assert [turn.id for turn in kept] == [reply.asked.id, reply.answered.id]
    assert [picture.image for picture in kept[1].pictures] == [p.image for p in reply.answered.pictures]
    with Image.open(store.image_path(best.image)) as drawn:
        assert drawn.size == (best.width, best.height)


def test_unknown_words_are_named(talk):
    answer = talk("a samurai and a red cat")
    assert answer.kind == "draw" and "I don't know “samurai” yet, so that is not in it." in answer.text
    assert answer.payload["unknown"] == ["samurai"]


@pytest.mark.parametrize(
    ("text", "begins"), [("samurai", "I don't know “samurai” yet, so I drew nothing."), ("武士", "我还不认识“武士”")]
)
def test_nothing_known_draws_nothing_and_suggests(talk, text, begins):
    answer = talk(text)
    assert answer.pictures == () and answer.text.startswith(begins)


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("hello", "chat", "Tell me what to draw"), ("你好", "chat", "告诉我画什么"), ("谢谢", "chat", "不客气"),
        ("what can you draw?", "help", "penguin"), ("你能画什么？", "help", "企鹅"), ("help", "help", "Colours"),
    ],
)  # fmt: skip
def test_small_talk_is_answered_without_drawing(talk, text, kind, part):
    answer = talk(text)
    assert (answer.kind, answer.pictures) == (kind, ()) and part in answer.text


def test_follow_ups_change_the_last_picture(talk):
    first = talk("a black cat on the grass")
    red = talk("make it red")
    assert scene_of(red).things[0].colour == "red" and red.payload["begun_from"] == first.pictures[0].id
    beach = talk("换成沙滩")
    assert (scene_of(beach).place, beach.language) == ("beach", "zh")
    again = talk("再来一张")
    assert scene_of(again) == scene_of(beach)
    assert {p.seed for p in again.pictures}.isdisjoint(p.seed for p in beach.pictures)


def test_a_seed_that_is_shown_draws_the_same_picture_again(chat, talk, store):
    def pixels(picture):
        with Image.open(store.image_path(picture.image)) as image:
            return image.tobytes()

    first = talk("a black cat on the grass")
    for drawn in (first, talk("again")):
        assert drawn.payload["seeded"] is True
        picture = drawn.pictures[1]
        anew = chat.reply(chat.start("en").id, f"{picture.prompt} --seed {picture.seed}").answered.pictures
        assert pixels(picture) in [pixels(each) for each in anew if each.seed == picture.seed]


def test_what_was_changed_step_by_step_has_no_seed_that_draws_it(chat, talk):
    def how(drawn) -> str:
        asked, where = Question(question="made"), chat.standing(drawn.conversation)
        return chat.acting.answer(asked, read_message("who drew this?"), where, "en").text

    first = talk("a black cat on the grass")
    assert f"seed {first.pictures[0].seed}" in how(first)
    changed = talk("make it red")
    assert changed.payload["seeded"] is False and "step by step" in how(changed) and "seed" not in how(changed)
    assert talk("another one like this").payload["seeded"] is False
    assert talk("back to the first one").payload["seeded"] is True


def test_what_was_not_changed_keeps_its_seed(talk):
    before = talk("a black cat on the grass").pictures[0].plan
    after = talk("add an apple").pictures[0].plan
    cat = next(layer for layer in before.layers if layer.what == "cat")
    assert cat in after.layers and after.backdrop == before.backdrop


def test_a_change_that_leaves_nothing_to_chance_is_shown_once(talk):
    assert len(talk("a black cat on the grass").pictures) == 2
    assert len(talk("make it red").pictures) == 1
    assert len(talk("put it on the beach").pictures) == 2


def test_a_change_can_begin_from_another_candidate(talk):
    first = talk("a black cat on the grass")
    other = first.pictures[1]
    assert talk("make it red", picture=other.id).payload["begun_from"] == other.id


def test_a_picture_of_another_conversation_is_not_begun_from(chat, talk):
    elsewhere = chat.reply(chat.start("en").id, "a dog").answered.pictures[0]
    mine = talk("a black cat").pictures[0]
    assert talk("make it red", picture=elsewhere.id).payload["begun_from"] == mine.id


def test_a_sticker_has_nothing_behind_it_and_stays_one(talk, store):
    first = talk("a red cat sticker")
    assert first.text.startswith("A sticker: ") and all(p.plan.backdrop is None for p in first.pictures)
    with Image.open(store.image_path(first.pictures[0].image)) as drawn:
        assert drawn.mode == "RGBA" and drawn.getpixel((0, 0))[3] == 0
    blue = talk("make it blue")
    assert blue.pictures[0].plan.backdrop is None and scene_of(blue).things[0].colour == "blue"
    assert blue.pictures[0].plan.layers[0].pose == first.pictures[0].plan.layers[0].pose
    beach = talk("put it on the beach")
    assert beach.pictures[0].plan.place == "beach"
    assert beach.pictures[0].plan.layers[0].pose.scale < 0.8
    assert talk("描述一下").descriptions


def test_the_last_picture_becomes_a_sticker(talk):
    drawn = talk("a black cat and a red apple on the grass").pictures[0]
    whole = talk("make it a sticker")
    assert len(whole.pictures) == 1 and scene_of(whole).things == drawn.plan.scene.things
    seeds = [{layer.seed for layer in plan.layers} for plan in (drawn.plan, whole.pictures[0].plan)]
    assert seeds[0] == seeds[1]
    assert talk("做成贴纸").pictures == ()  # it is one already


def test_there_must_be_something_to_cut_out(talk):
    assert talk("make it a sticker").text.startswith("There is no picture yet")
    talk("the beach at night")
    assert talk("make it a sticker").text.startswith("There is no thing in that picture")
    assert talk("a samurai sticker").pictures == ()


def test_halves_are_drawn_and_both_are_looked_for(talk):
    answer = talk("half cat, half owl")
    best = answer.pictures[0]
    assert best.plan.blend.thing == "owl" and answer.text == "Here you are: a cat (50% owl)."
    assert [fact["value"] for fact in best.facts if fact["fact"] == "object"] == ["cat", "owl"]
    red = talk("make it red").pictures[0]
    assert red.plan.blend == best.plan.blend


def test_a_mixture_is_a_picture_of_its_own_and_leaves_nothing_behind(talk):
    talk("half cat, half owl")
    mixed = talk("draw me a new picture: half cat, half car").pictures[0]
    assert mixed.plan.scene.objects == ("cat",) and mixed.plan.blend.thing == "car"


def test_the_last_picture_is_mixed_with_something(talk):
    before = talk("a black cat on the grass").pictures[0]
    after = talk("mix it with an owl").pictures[0]
    assert after.plan.blend.thing == "owl" and after.plan.backdrop == before.plan.backdrop


def test_another_like_it_differs_in_small_things(talk):
    before = talk("a black cat on the grass").pictures[0]
    for text in ("another one like this", "再来一个类似的"):
        answer = talk(text)
        assert answer.payload["begun_from"] == before.id and len(answer.pictures) == 2
        for picture in answer.pictures:
            assert picture.plan.backdrop == before.plan.backdrop and picture.plan.scene == before.plan.scene
            assert picture.plan.layers[0].seed != before.plan.layers[0].seed
        before = answer.pictures[0]


def test_a_picture_is_blended_where_it_stands(chat, store):
    conversation = chat.start("en").id
    cat = chat.reply(conversation, "a cat on the grass").answered.pictures[0]
    asked = chat.hear_blend(conversation, cat.id, Blend("owl", 0.4, "glossy", 1.0), "zh")
    answered = chat.answer(asked)
    assert asked.text == "混入40% 猫头鹰、100% 光泽"
    mixed = answered.pictures[0]
    assert answered.payload["begun_from"] == cat.id and mixed.image != cat.image
    assert mixed.plan.layers[0] == replace(cat.plan.layers[0], blend=Blend("owl", 0.4, "glossy", 1.0))


def test_a_thing_moves_across_the_picture_until_there_is_no_room(chat, store):
    conversation = chat.start("en").id
    cat = chat.reply(conversation, "a cat on the grass").answered.pictures[0]
    places = [cat.plan.layers[0].pose.x]
    for _ in range(6):
        answered = chat.reply(conversation, "move it to the left").answered
        if not answered.pictures:
            break
        places.append(answered.pictures[0].plan.layers[0].pose.x)
        assert answered.pictures[0].plan.backdrop == cat.plan.backdrop
    assert len(places) > 1 and places == sorted(places, reverse=True)
    assert "edge" in answered.text


def test_files_say_how_they_were_made_unless_told_not_to(store, understanding, painter, describer, talk):
    drawn = talk("a black cat").pictures[0]
    made, _ = read(store.image_path(drawn.image))
    assert (made.prompt, made.plan, made.weights) == ("a black cat", drawn.plan, drawn.weights)
    silent = Chat(store, understanding, painter, describer, Settings(candidates=1, png_metadata=False))
    other = silent.reply(silent.start("en").id, "a black cat").answered.pictures[0]
    with pytest.raises(NotOurs):
        read(store.image_path(other.image))


def test_undo_goes_back_step_by_step(talk):
    scenes = [scene_of(talk(text)) for text in ("a black cat on the grass", "make it red", "make it blue")]
    assert scene_of(talk("undo")) == scenes[1]
    assert scene_of(talk("撤销")) == scenes[0]
    assert talk("undo").pictures == ()
    assert scene_of(talk("at night")).things[0].colour == "black"
    assert scene_of(talk("undo")) == scenes[0]


def test_changes_that_cannot_be_made_are_said(talk):
    assert "no picture yet" in talk("make it red").text
    talk("a black cat")
    for text, part in (
        ("add a samurai", "“samurai”"),
        ("make the dog red", "no dog"),
        ("十二只", "放不下"),
        ("把猫去掉", "没有了"),
    ):
        answer = talk(text)
        assert part in answer.text and answer.pictures == (), text


def test_an_upload_is_described_and_kept(chat, store, image):
    conversation = chat.start("zh").id
    reply = chat.reply(conversation, "", [image])
    assert [upload.width for upload in reply.asked.uploads] == [64]
    described = reply.answered.descriptions[0]
    assert (described.upload, described.language) == (reply.asked.uploads[0].id, "zh")
    assert described.caption in reply.answered.text and described.weights
    assert all(0 <= fact["probability"] <= 1 for fact in described.facts)
    assert store.conversation(conversation).title == described.caption[:60]


def test_only_drawings_can_be_changed_and_that_is_said_of_what_was_sent(chat, store):
    conversation = chat.start("en").id
    drawn = chat.reply(conversation, "a black cat on the grass").answered.pictures[0]
    panda = chat.reply(conversation, "a panda in the forest").answered.pictures[0]
    chat.reply(conversation, "back to the first one")
    seen = chat.reply(conversation, "", [store.image_bytes(panda.image)]).answered
    assert "panda" in seen.text
    answer = chat.reply(conversation, "make the panda blue").answered
    assert "only what I drew myself" in answer.text and answer.pictures == ()
    assert chat.standing(conversation).meant.plan == drawn.plan


def test_the_last_image_is_described_again(talk, image):
    drawn = talk("a black cat")
    described = talk("describe it").descriptions[0]
    assert described.picture == drawn.pictures[0].id
    upload = talk("", [image]).descriptions[0].upload
    assert talk("这是什么？").descriptions[0].upload == upload
    assert talk("describe it", picture=drawn.pictures[1].id).descriptions[0].picture == drawn.pictures[1].id


def test_words_beside_an_upload(talk, image):
    assert talk("what is this?", [image], language="zh").language == "en"
    assert "only what I drew myself" in talk("make it red", [image]).text


def test_a_file_keeps_its_name_but_not_its_folder(chat, tmp_path, image):
    (file := tmp_path / "my cat.png").write_bytes(image)
    reply = chat.reply(chat.start("en").id, "", [file])
    assert reply.asked.uploads[0].name == "my cat.png"


def test_an_image_that_cannot_be_read_is_refused_in_words(talk, tmp_path, image):
    (file := tmp_path / "cat.png").write_text("only words")
    answer = talk("", [file], language="zh")
    assert (
        answer.kind == "error"
        and answer.text == "“cat.png”不是我能读的图片（看起来是 文本）。请发 PNG、JPEG 或 WebP 图片。"
    )
    both = talk("what is this", [file, image])
    assert both.kind == "describe" and "cat.png" in both.text and len(both.descriptions) == 1


@pytest.mark.parametrize(
    ("language", "broken"), [("en", "“words.png” is not an image"), ("zh", "“words.png”不是我能读")]
)
def test_several_images_are_described_each_and_a_broken_one_loses_none(chat, store, tmp_path, language, broken):
    names = [f"{colour}.png" for colour in ("orange", "navy", "green")]
    for name in names:
        Image.new("RGB", (64, 64), name.removesuffix(".png")).save(tmp_path / name)
    (tmp_path / "words.png").write_text("only words")
    sent = [tmp_path / name for name in (names[0], "words.png", *names[1:])]
    reply = chat.reply(chat.start(language).id, "", sent, language=language)
    kept = store.conversation(reply.answered.conversation).turns
    assert [upload.name for upload in kept[0].uploads] == names
    assert [seen.upload for seen in kept[1].descriptions] == [upload.id for upload in kept[0].uploads]
    assert reply.answered.kind == "describe" and broken in reply.answered.text
    for upload, seen in zip(kept[0].uploads, kept[1].descriptions, strict=True):
        alone = chat.describer.describe(chat.decoder.open(store.image_bytes(upload.image)), language)
        assert seen.caption == alone.caption and seen.caption in reply.answered.text and seen.facts
    for stars, seen in enumerate(kept[1].descriptions, start=1):
        chat.rate(Opinion(stars=stars), language, description=seen.id)
    rated = store.conversation(reply.answered.conversation).turns[1].descriptions
    assert [seen.rating.stars for seen in rated] == [1, 2, 3]


def test_images_of_which_none_can_be_read(talk, tmp_path):
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_text("only words")
    answer = talk("", [tmp_path / "one.png", tmp_path / "two.png"])
    assert answer.kind == "error" and "“one.png”" in answer.text and "“two.png”" in answer.text


@pytest.mark.parametrize(("language", "limit"), [("en", "I look at 8 in one message"), ("zh", "每条消息最多看 8 张")])
def test_too_many_images(talk, image, language, limit):
    answer = talk("", [image] * (MAX_IMAGES + 1), language=language)
    assert len(answer.descriptions) == MAX_IMAGES == 8 and limit in answer.text


def test_empty_and_endless_messages(chat, store):
    conversation = chat.start("en").id
    with pytest.raises(NotKept, match="empty"):
        chat.reply(conversation, " \n\u200b")
    endless = chat.reply(conversation, "cat " * 2500)
    assert "9999 characters" in endless.answered.text and endless.answered.pictures == ()
    assert len(store.conversation(conversation).turns) == 2


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> cat", "cat\0\x1b[2J", "\u202eteg eht cat", "$$cat$$ **cat**"]
)
def test_strange_characters_do_no_harm(chat, text):
    reply = chat.reply(chat.start("en").id, text)
    assert reply.answered.kind == "draw"
    assert not {"\0", "\x1b", "\u202e"} & set(reply.asked.text + reply.answered.text)


def test_an_unknown_conversation(chat):
    with pytest.raises(UnknownId):
        chat.reply(12345, "a cat")


class Failing:
    """A painter and a describer whose networks break."""

    def __init__(self, error: Exception):
        self.error = error

    def draws(self, thing):
        raise self.error

    def draw(self, scene, *, language, count=4, seed=None, base=None, sticker=False, blend=None, show=None):
        raise self.error

    def redraw(self, plans, language, *, show=None):
        raise self.error

    def describe(self, image, language):
        raise self.error

    def describe_all(self, images, language):
        raise self.error


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (RuntimeError("CUDA out of memory"), "出了错"),
        (WeightsError("/srv/weights/painter is missing"), "文件缺失"),
    ],
)
def test_a_network_that_fails_loses_nothing_and_the_log_says_why(store, understanding, image, error, part, caplog):
    chat = Chat(store, understanding, Failing(error), Failing(error), Settings())
    conversation = chat.start("zh").id
    for reply in (chat.reply(conversation, "一只猫"), chat.reply(conversation, "", [image])):
        assert (reply.answered.kind, reply.answered.language) == ("error", "zh") and part in reply.answered.text
        assert str(error) not in reply.answered.text
        number = re.search(r"编号 (\d{8})", reply.answered.text)
        assert number and f"no. {number[1]}" in caplog.text and str(error) in caplog.text
    turns = store.conversation(conversation).turns
    assert [turn.role for turn in turns] == ["user", "assistant"] * 2 and len(turns[2].uploads) == 1


def test_a_store_that_fails_tells_its_address_to_the_log_alone(chat, store, tmp_path, caplog):
    conversation = chat.start("en").id
    with store._database.write() as session:
        session.connection().exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(NotKept) as refused:
        chat.reply(conversation, "a cat")
    assert (number := re.search(r"No\. (\d{8})", str(refused.value)))
    assert str(tmp_path) not in str(refused.value) and "sqlite" not in str(refused.value)
    assert f"no. {number[1]}" in caplog.text and str(tmp_path) in caplog.text


def test_a_locked_database_is_said_and_the_message_is_not_lost(chat, store, tmp_path):
    conversation = chat.start("zh").id
    other = sqlite3.connect(tmp_path / "data" / "tuwen.db")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotKept, match="你的话还在输入框里"):
        chat.reply(conversation, "一只猫")
    other.rollback()
    other.close()
    assert chat.reply(conversation, "一只猫").answered.kind == "draw"


def test_of_several_images_that_nobody_wants_described_any_more_the_rest_is_not_looked_at(chat, store, tmp_path):
    looks = []

    def stop_at_the_second(*images) -> None:
        looks.append(images)
        if len(looks) == 2:
            raise Stopped

    files = [tmp_path / f"{number}.png" for number in range(3)]
    for file in files:
        Image.new("RGB", (64, 64), "navy").save(file)
    asked = chat.hear(chat.start("en").id, "", files)
    with pytest.raises(Stopped):
        chat.answer(asked, stop_at_the_second)
    assert looks == [(), ()] and store.stats().descriptions == 0


def test_a_stopped_answer_leaves_the_message_waiting(chat, store):
    def stop(*images) -> None:
        seen.extend(images)
        raise Stopped

    conversation, seen = chat.start("en").id, []
    asked = chat.hear(conversation, "a black cat")
    with pytest.raises(Stopped):
        chat.answer(asked, stop)
    assert len(seen) == 1 and store.conversation(conversation).turns == (asked,) and store.stats().pictures == 0
    assert chat.reply(conversation, "make it red").answered.pictures == (), "what was not answered changes nothing"
    again = chat.hear_again(asked)
    assert [turn.role for turn in store.conversation(conversation).turns] == ["user", "assistant", "user"]
    answered = chat.answer(again)
    assert len(answered.pictures) == 2 and store.conversation(conversation).turns[-1] == answered
    with pytest.raises(UnknownId):
        chat.answer(again)


def test_ratings_change_and_go(chat, talk, image):
    picture = talk("a cat").pictures[0].id
    assert chat.rate(Opinion(thumb=1, stars=5, comment="good"), "en", picture=picture).stars == 5
    changed = chat.rate(Opinion(thumb=-1), "en", picture=picture)
    assert (changed.thumb, changed.stars, changed.comment) == (-1, 5, "good")
    assert chat.rate(Opinion(thumb=None, stars=None, comment=""), "en", picture=picture) is None
    description = talk("", [image]).descriptions[0].id
    assert chat.rate(Opinion(caption="an orange"), "en", description=description).caption == "an orange"


@pytest.mark.parametrize(
    ("opinion", "sentence"),
    [
        (Opinion(thumb=1), "不在了"),
        (Opinion(comment="x" * 2001), "最多 2000"),
        (Opinion(stars=9), "评价无法理解"),
        (Opinion(caption="a dog"), "评价无法理解"),
    ],
)
def test_a_bad_rating_is_said(chat, talk, opinion, sentence):
    picture = 999 if sentence == "不在了" else talk("a cat").pictures[0].id
    with pytest.raises(NotKept, match=sentence):
        chat.rate(opinion, "zh", picture=picture)


def test_everything_is_there_after_a_restart(chat, store, tmp_path):
    conversation = chat.start("en").id
    picture = chat.reply(conversation, "a black cat").answered.pictures[0]
    chat.rate(Opinion(stars=4), "en", picture=picture.id)
    before = store.conversation(conversation)
    store.close()
    with Store.open(data_dir=tmp_path / "data") as opened:
        assert opened.conversation(conversation) == before
        again = Chat(opened, chat.understanding, chat.painter, chat.describer, chat.settings)
        assert scene_of(again.reply(conversation, "make it red").answered).things[0].colour == "red"


def test_conversations_at_once_stay_apart(chat, store):
    numbers = [chat.start("en").id for _ in range(4)]
    objects = ["cat", "dog", "car", "tree"]
    threads = [
        threading.Thread(target=chat.reply, args=(number, f"a {name}"))
        for number, name in zip(numbers, objects, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drawn = [scene_of(store.conversation(number).turns[-1]).things[0].object for number in numbers]
    assert drawn == objects


def test_what_is_not_in_the_picture_is_named_with_the_reason(talk):
    assert "so night is not in it" in talk("a red car in the rain at night").text.replace("so rain is", "so night is")
    assert "nothing behind it, so snow is not in it" in talk("a sticker of a red fox in the snow").text


def test_a_seventh_kind_of_thing_does_not_fit(talk):
    assert "six kinds" in talk("a cat, a dog, an apple, a car, a rose, a hat and a tree").text


def test_two_things_change_places(talk):
    before = talk("a red apple to the left of a blue car on the grass").pictures[0].plan
    after = talk("swap them").pictures[0].plan
    assert after.scene.relations == (Relation(0, "right_of", 1),) and after.backdrop == before.backdrop
    assert {layer.seed for layer in after.layers} == {layer.seed for layer in before.layers}

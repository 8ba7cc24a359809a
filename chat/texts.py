"""Every sentence that the chat says, in English and Chinese, and the names of facts."""

# ruff: noqa: E501 - sentences are read whole
from collections.abc import Callable, Iterable

from world import vocabulary

TEXTS: dict[str, dict[str, str]] = {
    # what the loop answers
    "greeting": {
        "en": "Hello! Tell me what to draw, like “{example}”, or send me a picture and I say what I see.",
        "zh": "你好！告诉我画什么，比如“{example}”；或者发一张图片给我，我说说看到了什么。",
    },
    "thanks": {
        "en": "My pleasure. A star or a comment on a picture helps me to get better.",
        "zh": "不客气！给图片打个星或写句评语，能让我画得更好。",
    },
    "help": {
        "en": "I draw from {objects} kinds of things, up to two kinds and four of each in a picture:\n{things}\nColours: {colours}.\nDoing: {actions}.\nWhere: {places}.\nTime or weather: {times}.\nStyles: {styles}.\nThen change it: “make it red”, “at night”, “add an apple”, “again”, “make it a sticker”. Or mix two: “half lion, half eagle”. Or send me a picture and I describe it.",
        "zh": "我认识 {objects} 种东西，一张画里最多两种，每种最多四个：\n{things}\n颜色：{colours}。\n动作：{actions}。\n地点：{places}。\n时间和天气：{times}。\n风格：{styles}。\n画好以后可以修改：“换成红色”“晚上”“加一个苹果”“再来一张”“做成贴纸”。还能混合：“一半狮子一半老鹰”。也可以发图片给我，我来描述。",
    },
    "page_doubt": {"en": "I am not sure, perhaps:", "zh": "我不太确定，也许是："},
    "drawn": {"en": "Here you are: {scene}.", "zh": "画好了：{scene}。"},
    "drawn_edit": {"en": "Changed: now {scene}.", "zh": "改好了：{scene}。"},
    "drawn_again": {"en": "Once more: {scene}.", "zh": "再来一次：{scene}。"},
    "drawn_sticker": {"en": "A sticker: {scene}.", "zh": "贴纸做好了：{scene}。"},
    "drawn_alike": {"en": "Much like it: {scene}.", "zh": "差不多的又来了几张：{scene}。"},
    "drawn_blend": {"en": "Blended: {scene}.", "zh": "混合好了：{scene}。"},
    "blend_asked": {"en": "Blend in {parts}", "zh": "混入{parts}"},
    "blend_share": {"en": "{share} {name}", "zh": "{share} {name}"},
    "drawn_unknown": {
        "en": "I don't know {words} yet; I drew {scene}.",
        "zh": "我还不认识{words}；我画了{scene}。",
    },
    "drawn_left_out": {
        "en": "A picture holds two kinds of things, so {words} did not fit.",
        "zh": "一张画最多两种东西，所以没有画{words}。",
    },
    "drawn_unread": {
        "en": "I left out {words}: I did not understand what you want of it.",
        "zh": "没有画{words}：我没看懂要它做什么。",
    },
    "drawn_one_of": {
        "en": "A picture has one place, one time or weather and one style, so {words} is not in it.",
        "zh": "一张画只有一个地点、一种时间或天气和一种风格，所以没有{words}。",
    },
    "sticker_no_ground": {
        "en": "A sticker has nothing behind it, so {words} is not in it.",
        "zh": "贴纸没有背景，所以没有{words}。",
    },
    "picture_gone": {
        "en": "The file of that image is gone or damaged, so I cannot go back to it. Everything else is still here.",
        "zh": "那张图片的文件丢失或损坏了，没法再用它；其他内容都还在。",
    },
    "undone": {"en": "Back to {scene}.", "zh": "已经退回：{scene}。"},
    "undo_nothing": {"en": "There is nothing before this to go back to.", "zh": "前面没有可以退回的画了。"},
    "all_unknown": {
        "en": "I don't know {words} yet, so I drew nothing. Try {suggestions}, or ask “what can you draw?”",
        "zh": "我还不认识{words}，所以没有画。试试{suggestions}，或者问我“你能画什么？”",
    },
    "nothing_said": {
        "en": "I found nothing in that to draw. Try {suggestions}, or ask “what can you draw?”",
        "zh": "这句话里没有我能画的东西。试试{suggestions}，或者问我“你能画什么？”",
    },
    "described": {"en": "I see: {caption}", "zh": "我看到：{caption}"},
    "described_only": {
        "en": "(I describe pictures that are sent to me; I can change only what I drew myself.)",
        "zh": "（发来的图片我只会描述；只有我自己画的才能修改。）",
    },
    # what cannot be done
    "empty": {"en": "The message was empty. Say what to draw, or send a picture.", "zh": "消息是空的。说说要画什么，或者发一张图片。"},
    "too_long": {
        "en": "That message has {length} characters; I read at most {limit}. Please shorten it. Nothing was drawn.",
        "zh": "这条消息有 {length} 个字符，我最多读 {limit} 个。请缩短一些，这次没有画。",
    },
    "too_many_images": {
        "en": "{count} images came at once; I look at {limit} in one message. Please send the others again.",
        "zh": "一次发来了 {count} 张图片，我每条消息最多看 {limit} 张，其余的请再发一次。",
    },
    "edit_nothing_yet": {
        "en": "There is no picture to change or describe yet. Say what to draw first, like {suggestions}.",
        "zh": "还没有可以修改或描述的画。先说说要画什么吧，比如{suggestions}。",
    },
    "edit_unknown": {
        "en": "I don't know {words} yet, so I left the picture as it is.",
        "zh": "我还不认识{words}，所以画没有改动。",
    },
    "edit_absent": {"en": "There is no {words} in the last picture.", "zh": "上一张画里没有{words}。"},
    "edit_no_pair": {
        "en": "That takes two kinds of things, and the last picture does not have them.",
        "zh": "交换位置需要两种东西，上一张画里没有两种。",
    },
    "edit_full": {
        "en": "A picture holds two kinds of things, and {words} are already there. Take one away first, or replace it.",
        "zh": "一张画最多两种东西，已经有{words}了。先去掉一种，或者换成别的。",
    },
    "edit_too_many": {"en": "I draw one to four of a kind; {words} is too many.", "zh": "每种东西我最多画四个，{words}太多了。"},
    "edit_uncoloured": {
        "en": "I can change the colour of things, not of a place or a background.",
        "zh": "我能改东西的颜色，地方和背景的颜色还改不了。",
    },
    "edit_no_things": {
        "en": "There is no thing in that picture, only a place.",
        "zh": "那张画里只有地方，没有别的东西。",
    },
    "edit_nothing_left": {
        "en": "Then nothing would be left in the picture. Say what to draw instead.",
        "zh": "那样画里就什么都没有了。说说要画什么吧。",
    },
    "edit_no_room": {
        "en": "It is at the edge already: there is no room to move it further that way.",
        "zh": "已经到边上了，那边没有地方可挪了。",
    },
    "edit_same": {
        "en": "It already is like that. Say “again” for new ones.",
        "zh": "已经是这样了。想换一张，就说“再来一张”。",
    },
    # images that are refused; the keys are those of img2txt.decode.REASONS
    "image_missing": {"en": "The image “{name}” did not arrive. Please send it again.", "zh": "图片“{name}”没有收到，请再发一次。"},
    "image_empty": {
        "en": "The file “{name}” is empty. Please send a PNG, JPEG or WebP image.",
        "zh": "文件“{name}”是空的。请发 PNG、JPEG 或 WebP 图片。",
    },
    "image_too_heavy": {
        "en": "The image “{name}” has {size:.1f} MB; I take at most {limit:.0f} MB.",
        "zh": "图片“{name}”有 {size:.1f} MB，我最多收 {limit:.0f} MB。",
    },
    "image_not_image": {
        "en": "“{name}” is not an image that I can read (it looks like {kind}). Please send a PNG, JPEG or WebP image.",
        "zh": "“{name}”不是我能读的图片（看起来是 {kind}）。请发 PNG、JPEG 或 WebP 图片。",
    },
    "image_too_large": {
        "en": "The image “{name}” has {width} × {height} pixels; I take at most {limit:.0f} million pixels.",
        "zh": "图片“{name}”有 {width} × {height} 像素，我最多收 {limit:.0f} 百万像素。",
    },
    "image_too_small": {
        "en": "The image “{name}” has {width} × {height} pixels; I need at least {limit} on each side.",
        "zh": "图片“{name}”只有 {width} × {height} 像素，每边至少要 {limit} 像素。",
    },
    "image_damaged": {
        "en": "The {kind} image “{name}” is damaged or not complete. Save it again and send it once more.",
        "zh": "{kind} 图片“{name}”已损坏或不完整。请重新保存后再发。",
    },
    # what went wrong here
    "engine_failed": {
        "en": "Something went wrong while I worked on this; your message is kept. Please try once more.",
        "zh": "处理时出了错；你的消息已经保存，请再试一次。",
    },
    "weights_failed": {
        "en": "I cannot work: a file of my networks is missing or damaged. {error}",
        "zh": "我现在无法工作：神经网络的文件缺失或损坏。{error}",
    },
    "store_locked": {
        "en": "Another program is using the database, so this was not kept. Your words are still in the box: please send them again.",
        "zh": "数据库正被别的程序占用，这次没有保存。你的话还在输入框里，请再发一次。",
    },
    "store_failed": {
        "en": "This could not be kept: {error}",
        "zh": "没能保存：{error}",
    },
    # ratings
    "rated": {"en": "Saved", "zh": "已保存"},
    "rating_unknown": {"en": "That picture or caption is no longer there.", "zh": "这张图片或描述已经不在了。"},
    "rating_too_long": {"en": "Comments and captions hold at most {limit} characters.", "zh": "评语和描述最多 {limit} 个字符。"},
    "rating_bad": {"en": "This rating was not understood: {error}", "zh": "评价无法理解：{error}"},
    # the page
    "page_title": {"en": "Tuwen 图文", "zh": "图文 Tuwen"},
    "page_subtitle": {"en": "Draws what you say, says what it sees", "zh": "你说我画，你给我看"},
    "page_placeholder": {"en": "Draw me a …", "zh": "画一……"},
    "page_moment": {"en": "One moment, I am still at the last one.", "zh": "稍等，上一条还没处理完。"},
    "page_working": {"en": "Working on it", "zh": "正在处理"},
    "page_welcome": {"en": "What shall I draw?", "zh": "想画点什么？"},
    "page_welcome_more": {
        "en": "Things, colours, counts, actions, places: I draw them and show which ones I can find again. Or send me a picture.",
        "zh": "东西、颜色、数量、动作、地点，我都会画，并标出画里找得到的。也可以发图片给我。",
    },
    "page_new": {"en": "New conversation", "zh": "新的对话"},
    "page_earlier": {"en": "Conversations", "zh": "对话"},
    "page_untitled": {"en": "New conversation", "zh": "新的对话"},
    "page_forget": {"en": "Delete this conversation, its pictures and ratings", "zh": "删除这段对话和其中的图片、评分"},
    "page_forget_sure": {"en": "Delete?", "zh": "删除？"},
    "page_none_yet": {"en": "Nothing yet", "zh": "还没有对话"},
    "page_again": {"en": "Again", "zh": "再来一张"},
    "page_alike": {"en": "Another like this", "zh": "来张类似的"},
    "page_describe": {"en": "Describe it", "zh": "描述一下"},
    "page_sticker": {"en": "Make it a sticker", "zh": "做成贴纸"},
    "page_blend": {"en": "Blend with …", "zh": "混合……"},
    "page_blend_go": {"en": "Blend", "zh": "混合"},
    "page_blend_nothing": {"en": "Choose a thing or a style to blend in.", "zh": "先选一种要混入的东西或风格。"},
    "page_blend_thing": {"en": "With another thing", "zh": "混入另一种东西"},
    "page_blend_style": {"en": "With another style", "zh": "混入另一种风格"},
    "page_blend_find": {"en": "Type to find any of {count} things.", "zh": "输入名称，可查找全部 {count} 种东西。"},
    "page_blend_thing_share": {"en": "How much of that thing, % from below", "zh": "从下往上占多少，%"},
    "page_blend_style_share": {"en": "How much of that style, %", "zh": "这种风格占多少，%"},
    "page_draw_it": {"en": "Draw this", "zh": "照着画"},
    "page_undo": {"en": "Undo", "zh": "撤销"},
    "page_example_1": {"en": "a black cat jumping on the grass", "zh": "一只黑色的猫在草地上跳跃"},
    "edit_undrawn": {
        "en": "I can recognise {words}, but I cannot draw that yet.",
        "zh": "我认得{words}，但还不会画。",
    },
    "page_watch": {"en": "Point at a word (or tap it) to see where it looked.", "zh": "把指针放在词上（或点一下），看它在看哪里。"},
    "page_example_2": {"en": "two red balloons above a castle at night", "zh": "晚上，两个红色的气球在城堡上方"},
    "page_example_3": {"en": "a whale swimming in the sea", "zh": "一头鲸鱼在大海里游泳"},
    "page_example_4": {"en": "a yellow car next to a big tree", "zh": "一辆黄色的汽车在大树旁边"},
    "page_seed": {"en": "seed {seed}", "zh": "种子 {seed}"},
    "page_picture": {"en": "Picture {number}", "zh": "图片 {number}"},
    "page_sees": {"en": "Sees", "zh": "看到"},
    "page_related": {"en": "{one} {relation} {other}", "zh": "{one}在{other}{relation}"},
    "page_found": {"en": "found in the picture, {share}", "zh": "画里找到了，{share}"},
    "page_not_found": {"en": "not found in the picture, {share}", "zh": "画里没找到，{share}"},
    "page_seen_share": {"en": "{share} sure", "zh": "{share} 把握"},
    "page_upload": {"en": "Your picture", "zh": "你的图片"},
    "page_selected": {"en": "Selected picture", "zh": "选中的图片"},
    "page_selected_caption": {"en": "Selected description", "zh": "选中的描述"},
    "page_rate": {"en": "How is it?", "zh": "觉得怎么样？"},
    "page_up": {"en": "Good", "zh": "好"},
    "page_down": {"en": "Bad", "zh": "不好"},
    "page_stars": {"en": "{number} of 5 stars", "zh": "{number} 星（满分 5 星）"},
    "page_comment": {"en": "Comment", "zh": "评语"},
    "page_comment_hint": {"en": "What is good, what is wrong?", "zh": "哪里好，哪里不对？"},
    "page_correction": {"en": "What it should say", "zh": "应该怎么描述"},
    "page_save": {"en": "Save", "zh": "保存"},
    "page_close": {"en": "Close", "zh": "关闭"},
    "page_download": {"en": "Download PNG", "zh": "下载 PNG"},
    "page_lost_picture": {"en": "This image file is gone or damaged.", "zh": "这张图片的文件丢失或损坏了。"},
    "page_language": {"en": "中文", "zh": "English"},
    "page_menu": {"en": "Conversations", "zh": "对话列表"},
    "page_scene_nothing": {"en": "this", "zh": "这张"},
}  # fmt: skip

SUGGESTIONS = {
    "en": ("a black cat on the grass", "two red balloons at night"),
    "zh": ("草地上的一只黑猫", "晚上的两个红气球"),
}


def say(key: str, language: str, **values: object) -> str:
    """One sentence; KeyError where there is none of that name."""
    return TEXTS[key][language].format(**values)


def fact_name(fact: str, value: str, language: str) -> str:
    """A fact as a chip says it: black, ×2, on the left …; what is not in the vocabulary as it is."""
    if fact == "count":
        return f"×{value}"
    try:
        return vocabulary.value(fact, value).name(language)
    except KeyError:
        return value


def key_name(key: str, language: str) -> str:
    """The name of any vocabulary key, whichever slot it is in."""
    for slot in ("object", "colour", "action", "size", "place", "time", "relation", "style"):
        if name := next((value.name(language) for value in vocabulary.slot(slot) if value.key == key), None):
            return name
    return key


def quoted(words: Iterable[str], language: str) -> str:
    """Words as somebody wrote them, in quotation marks."""
    return listed((f"“{word}”" for word in words), language)


def listed(words: Iterable[str], language: str) -> str:
    """Words one after the other: "a, b and c", a、b、c."""
    *others, last = [*words] or [""]
    if not others:
        return last
    return f"{', '.join(others)} and {last}" if language == "en" else "、".join((*others, last))


def suggestions(language: str) -> str:
    """Two prompts that always work."""
    return {"en": " or ", "zh": "或"}[language].join(f"“{each}”" for each in SUGGESTIONS[language])


def what_can_be_drawn(language: str, draws: Callable[[str], bool]) -> str:
    """The answer to "what can you draw?", from the vocabulary; `draws` knows of every object whether it is offered."""
    offered = [thing for thing in vocabulary.OBJECTS if draws(thing.key)]
    kinds = {
        "animal": ("Animals", "动物"), "person": ("People", "人物"), "food": ("Food", "食物"), "plant": ("Plants", "植物"), "vehicle": ("Vehicles", "交通工具"),
        "building": ("Buildings", "建筑"), "thing": ("Things", "物品"), "sky": ("Sky", "天空"),
    }  # fmt: skip
    lines = [
        f"• {names[language == 'zh']}: " + listed((o.name(language) for o in offered if o.kind == kind), language)
        for kind, names in kinds.items()
        if any(o.kind == kind for o in offered)
    ]
    slots = {
        f"{slot}s": listed((value.name(language) for value in vocabulary.slot(slot)), language)
        for slot in ("colour", "action", "place", "time", "style")
    }
    return say("help", language, objects=len(offered), things="\n".join(lines), **slots)

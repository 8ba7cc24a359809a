"""What can be drawn and said: every slot's values with their names in English and Chinese.

The first name of a value is the one Tuwen says; all of them are understood. Chinese objects carry their measure
word (一只猫, 一辆车). `icons` are the names under which an object stands in the six art sets; not every set holds it.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "zh")
NATURAL = "natural"


@dataclass(frozen=True)
class Value:
    """One value of a slot and its names."""

    key: str
    en: tuple[str, ...]
    zh: tuple[str, ...]

    def names(self, language: str) -> tuple[str, ...]:
        return self.en if language == "en" else self.zh

    def name(self, language: str) -> str:
        return self.names(language)[0]


@dataclass(frozen=True)
class Object(Value):
    """A thing that can be drawn."""

    icons: tuple[str, ...]
    kind: str  # animal, person, food, plant, vehicle, building, thing or sky
    measure: str  # its Chinese measure word
    plural: str  # its English plural
    tall: float  # how much of its square's height it fills, on average over the art sets
    own: str | None  # the colour that most of it has by nature, in most art sets; None where there is no such colour


def _objects() -> tuple[Object, ...]:
    """objects.tsv, names separated by |; what comes later was learnt later, so new objects go to its end."""
    with (Path(__file__).parent / "objects.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(_object(**row) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _object(icon: str, kind: str, en: str, zh: str, measure: str, plural: str, tall: str, own: str) -> Object:
    english = tuple(en.split("|"))
    key = english[0].casefold().replace(" ", "_")
    return Object(
        key, english, tuple(zh.split("|")), tuple(icon.split("|")), kind, measure, plural, float(tall), own or None
    )


OBJECTS = _objects()
HEADGEAR = (  # objects that whoever wears them has on the head
    *("hat", "crown", "graduation_cap", "cap", "sun_hat", "military_helmet", "hard_hat", "ribbon"),
)
WORN = (  # objects that somebody who is given one wears
    *HEADGEAR,
    *("glasses", "sunglasses", "headphones", "t-shirt", "jeans", "dress", "sneaker", "high_heel", "boxing_glove"),
    *("backpack", "ring", "wristwatch", "goggles", "theatre_masks", "gloves", "scarf", "tie", "medal"),
    *("coat", "kimono", "karate_uniform", "blouse", "swimsuit", "shorts", "socks", "boot", "hiking_boot"),
    *("leather_shoe", "sandal", "flip-flop", "roller_skate", "ice_skate", "skis"),
)

COLOURS = (
    Value(NATURAL, ("natural",), ("本色",)),
    Value("red", ("red", "scarlet", "crimson"), ("红色", "红", "大红色", "鲜红色")),
    Value("orange", ("orange",), ("橙色", "橘色", "橙", "橘黄色")),
    Value("yellow", ("yellow", "golden"), ("黄色", "黄", "金色", "金黄色")),
    Value("green", ("green",), ("绿色", "绿", "翠绿色")),
    Value("blue", ("blue",), ("蓝色", "蓝", "天蓝色")),
    Value("purple", ("purple", "violet"), ("紫色", "紫", "紫罗兰色")),
    Value("pink", ("pink",), ("粉色", "粉红色", "粉", "粉红")),
    Value("brown", ("brown",), ("棕色", "褐色", "棕", "咖啡色")),
    Value("black", ("black",), ("黑色", "黑", "乌黑")),
    Value("white", ("white",), ("白色", "白", "雪白")),
    Value("grey", ("grey", "gray"), ("灰色", "灰")),
)

BRIGHT = ("red", "yellow", "blue", "green", "orange", "purple", "pink", "white", "brown")  # told apart at once

ACTIONS = (
    Value("jumping", ("jumping", "leaping", "hopping"), ("跳跃", "跳", "蹦跳", "跳起来", "蹦蹦跳跳")),
    Value("sleeping", ("sleeping", "napping", "asleep"), ("睡觉", "睡", "打瞌睡", "熟睡", "休息")),
    Value("flying", ("flying", "soaring"), ("飞", "飞翔", "飞行", "飞舞")),
    Value("running", ("running", "racing", "rushing"), ("奔跑", "跑", "跑步", "飞奔")),
    Value("swimming", ("swimming", "floating"), ("游泳", "游", "游水", "戏水")),
    Value("singing", ("singing", "making music"), ("唱歌", "歌唱", "唱")),
    Value("dancing", ("dancing", "twirling", "grooving"), ("跳舞", "舞蹈", "起舞", "扭来扭去")),
    Value("crying", ("crying", "weeping", "sobbing"), ("哭", "哭泣", "流泪", "大哭")),
    Value("thinking", ("thinking", "wondering", "pondering"), ("思考", "沉思", "想事情", "发呆")),
    Value("shining", ("shining", "sparkling", "glowing"), ("发光", "闪闪发光", "闪耀", "闪亮")),
)

SIZES = (
    Value("small", ("small", "tiny", "little"), ("小", "小小的", "很小的")),
    Value("big", ("big", "large", "huge"), ("大", "巨大的", "很大的", "大大的")),
)

PLACES = (
    Value("grass", ("grass", "meadow", "lawn", "field"), ("草地", "草原", "草坪", "田野")),
    Value("beach", ("beach", "sand"), ("沙滩", "海滩", "海边")),
    Value("sea", ("sea", "ocean", "water", "lake"), ("海", "大海", "海洋", "水", "湖")),
    Value("sky", ("sky", "air", "clouds"), ("天空", "空中", "天", "云端")),
    Value("snow", ("snow", "snowy ground", "ice"), ("雪地", "雪", "冰雪")),
    Value("desert", ("desert", "dunes"), ("沙漠", "戈壁", "沙丘")),
    Value("forest", ("forest", "woods", "jungle"), ("森林", "树林", "丛林", "林子")),
    Value("city", ("city", "street", "town", "road"), ("城市", "街道", "街上", "马路", "城里")),
    Value("room", ("room", "house interior", "indoors", "bedroom"), ("房间", "屋里", "室内", "家里")),
    Value("mountains", ("mountains", "hills", "mountain"), ("山", "高山", "山坡", "山里")),
    Value("space", ("space", "outer space", "universe"), ("太空", "宇宙", "外太空")),
    Value("garden", ("garden", "flower garden", "backyard", "park"), ("花园", "园子", "院子", "公园")),
    Value("underwater", ("underwater", "seabed", "sea floor", "deep sea"), ("海底", "水下", "深海", "水底")),
)

# Time of day, or weather: whatever lights the whole picture.
TIMES = (
    Value("day", ("day", "daytime", "sunny day", "in the sunshine"), ("白天", "大白天", "晴天", "阳光下")),
    Value(
        "night", ("night", "nighttime", "in the dark", "under the stars"), ("夜晚", "晚上", "夜里", "黑夜", "星空下")
    ),
    Value("sunset", ("sunset", "dusk", "sundown", "golden hour"), ("日落", "黄昏", "夕阳", "傍晚", "日落时分")),
    Value("rain", ("rain", "rainy day", "raining", "in the rain"), ("下雨", "雨天", "雨中", "雨里", "大雨", "雨")),
    Value("snowfall", ("snowfall", "snowing", "falling snow", "snowy day"), ("下雪", "雪天", "飘雪", "大雪纷飞")),
)

RELATIONS = (
    Value("left_of", ("to the left of", "left of", "on the left of"), ("左边", "左侧", "左面")),
    Value("right_of", ("to the right of", "right of", "on the right of"), ("右边", "右侧", "右面")),
    Value("above", ("above", "over"), ("上方", "上面", "上空")),
    Value("below", ("below", "under", "beneath"), ("下方", "下面", "底下")),
    Value("next_to", ("next to", "beside", "near"), ("旁边", "身边", "边上", "附近")),
    Value("on", ("on top of", "standing on", "sitting on"), ("顶上", "顶部")),
)
# How far from whoever looks; no network counts these, for they are drawn by the order of layers.
DEPTHS = (
    Value("behind", ("behind",), ("后面", "身后", "背后")),
    Value("in_front_of", ("in front of",), ("前面", "身前", "前方")),
)
# What one thing does with another; drawn where a comic draws it (held at the hands, worn on the head).
DEEDS = (
    Value("holds", ("holding", "holds", "hold"), ("拿着", "举着", "牵着", "拿")),
    Value("carries", ("carrying", "carries", "carry"), ("背着", "驮着", "搬着", "背")),
    Value("wears", ("wearing", "wears", "wear"), ("戴着", "穿着", "戴")),
    Value("rides", ("riding", "rides", "ride"), ("骑着", "骑", "乘着")),
    Value("eats", ("eating", "eats", "eat"), ("吃着", "吃", "啃着")),
    Value("drinks", ("drinking", "drinks", "drink"), ("喝着", "喝")),
    Value("plays", ("playing with", "plays with", "playing", "plays"), ("玩着", "玩", "弹着", "打着")),
    Value("hugs", ("hugging", "hugs", "hug"), ("抱着", "抱", "搂着")),
    Value("gives", ("giving", "gives", "give"), ("递着", "送", "递")),
    Value("pushes", ("pushing", "pushes", "push"), ("推着", "推")),
    Value("looks_at", ("looking at", "looks at", "watching"), ("看着", "望着", "看")),
)

# How the second thing stands to the first, where the first stands so to the second.
INVERSE = {
    "left_of": "right_of",
    "right_of": "left_of",
    "above": "below",
    "below": "above",
    "next_to": "next_to",
    "on": "below",
    "behind": "in_front_of",
    "in_front_of": "behind",
}

# The six art sets, in the order of the sprite atlas, and what people would call each look.
STYLES = (
    Value("soft", ("soft", "soft shaded"), ("柔和", "柔和的", "柔美")),
    Value("classic", ("classic", "old school"), ("经典", "复古")),
    Value("flat", ("flat", "minimal"), ("扁平", "简约")),
    Value("glossy", ("glossy", "shiny", "3d"), ("光泽", "立体", "亮面")),
    Value("bold", ("bold", "simple bold"), ("粗犷", "大胆")),
    Value("rounded", ("rounded", "cute round"), ("圆润", "圆圆")),
)

# Marks that a comic draws around a thing to say what it does: layers as things are, but nobody asks for them.
MARKS = ("shadow", "zzz", "speed", "puff", "splash", "notes", "wind", "sway", "tears", "bubble", "sparkles")

COUNTS = (1, 2, 3, 4)
MAX_THINGS = 2  # kinds of things that a caption tells
MOST_THINGS = 8  # single things in one scene
MOST_KINDS = 6  # kinds of them

_SLOTS: dict[str, tuple[Value, ...]] = {
    "object": OBJECTS,
    "colour": COLOURS,
    "action": ACTIONS,
    "size": SIZES,
    "place": PLACES,
    "time": TIMES,
    "relation": (*RELATIONS, *DEPTHS),
    "deed": DEEDS,
    "style": STYLES,
}
_NUMBER = {slot: {value.key: number for number, value in enumerate(values)} for slot, values in _SLOTS.items()}
_BY_KEY = {slot: {value.key: value for value in values} for slot, values in _SLOTS.items()}


def slot(name: str) -> tuple[Value, ...]:
    """The values of a slot, in the order in which every network numbers them."""
    return _SLOTS[name]


def value(slot_name: str, key: str) -> Value:
    """The value of a slot by its key; KeyError names the slot and what it holds."""
    try:
        return _BY_KEY[slot_name][key]
    except KeyError:
        choices = ", ".join(_BY_KEY.get(slot_name, _SLOTS))
        raise KeyError(f"no {slot_name} {key!r}; choose one of {choices}") from None


def thing(key: str) -> Object:
    """The object of that key."""
    found = value("object", key)
    assert isinstance(found, Object)
    return found


def index(slot_name: str, key: str) -> int:
    """Where a value stands in its slot."""
    return _NUMBER[slot_name][value(slot_name, key).key]

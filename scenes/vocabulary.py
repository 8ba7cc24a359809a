"""What can be drawn and said: every slot's values with their names in English and Chinese.

The first name of a value is the one Tuwen says; all of them are understood. Chinese objects carry their measure
word (一只猫, 一辆车). `icon` is the name under which an object stands in the six art sets.
"""

from dataclasses import dataclass

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

    icon: str
    kind: str  # animal, food, plant, vehicle, building, thing or sky
    measure: str  # its Chinese measure word
    plural: str  # its English plural


def _object(icon: str, kind: str, en: str, zh: str, measure: str, plural: str | None = None) -> Object:
    english, chinese = tuple(en.split("|")), tuple(zh.split("|"))
    key = english[0].replace(" ", "_")
    return Object(key, english, chinese, icon, kind, measure, plural or english[0] + "s")


OBJECTS = (
    _object("cat", "animal", "cat|kitty|kitten", "猫|小猫|猫咪", "只"),
    _object("dog", "animal", "dog|puppy|doggy", "狗|小狗|狗狗", "只"),
    _object("rabbit", "animal", "rabbit|bunny", "兔子|小兔子|兔", "只"),
    _object("mouse", "animal", "mouse", "老鼠|小老鼠|鼠", "只", "mice"),
    _object("horse", "animal", "horse|pony", "马|小马", "匹"),
    _object("cow", "animal", "cow", "奶牛|牛|母牛", "头"),
    _object("pig", "animal", "pig|piggy", "猪|小猪", "头"),
    _object("ewe", "animal", "sheep|lamb", "羊|绵羊|小羊", "只", "sheep"),
    _object("elephant", "animal", "elephant", "大象|象|小象", "头"),
    _object("tiger", "animal", "tiger", "老虎|虎", "只"),
    _object("lion", "animal", "lion", "狮子|狮", "头"),
    _object("bear", "animal", "bear", "熊|狗熊|小熊", "头"),
    _object("panda", "animal", "panda", "熊猫|大熊猫", "只"),
    _object("fox", "animal", "fox", "狐狸|小狐狸", "只", "foxes"),
    _object("monkey", "animal", "monkey", "猴子|小猴子|猴", "只"),
    _object("unicorn", "animal", "unicorn", "独角兽", "只"),
    _object("baby-chick", "animal", "chick|baby chick", "小鸡|鸡仔", "只"),
    _object("bird", "animal", "bird|birdie", "鸟|小鸟|鸟儿", "只"),
    _object("duck", "animal", "duck|duckling", "鸭子|小鸭子|鸭", "只"),
    _object("owl", "animal", "owl", "猫头鹰", "只"),
    _object("penguin", "animal", "penguin", "企鹅|小企鹅", "只"),
    _object("frog", "animal", "frog", "青蛙|蛙", "只"),
    _object("turtle", "animal", "turtle|tortoise", "乌龟|龟|海龟", "只"),
    _object("snake", "animal", "snake", "蛇|小蛇", "条"),
    _object("fish", "animal", "fish", "鱼|小鱼", "条", "fish"),
    _object("shark", "animal", "shark", "鲨鱼|鲨", "条"),
    _object("spouting-whale", "animal", "whale", "鲸鱼|鲸", "头"),
    _object("octopus", "animal", "octopus", "章鱼|八爪鱼", "只", "octopuses"),
    _object("crab", "animal", "crab", "螃蟹|蟹", "只"),
    _object("butterfly", "animal", "butterfly", "蝴蝶", "只", "butterflies"),
    _object("honeybee", "animal", "bee|honeybee", "蜜蜂|小蜜蜂", "只"),
    _object("snail", "animal", "snail", "蜗牛", "只"),
    _object("dragon", "animal", "dragon", "龙", "条"),
    _object("red-apple", "food", "apple", "苹果", "个"),
    _object("banana", "food", "banana", "香蕉", "根"),
    _object("pear", "food", "pear", "梨|梨子", "个"),
    _object("strawberry", "food", "strawberry", "草莓", "颗", "strawberries"),
    _object("watermelon", "food", "watermelon|melon", "西瓜", "块"),
    _object("grapes", "food", "grapes|bunch of grapes", "葡萄", "串", "grapes"),
    _object("cherries", "food", "cherries|cherry", "樱桃", "颗", "cherries"),
    _object("pineapple", "food", "pineapple", "菠萝|凤梨", "个"),
    _object("carrot", "food", "carrot", "胡萝卜|红萝卜", "根"),
    _object("mushroom", "food", "mushroom", "蘑菇", "个"),
    _object("hamburger", "food", "hamburger|burger", "汉堡|汉堡包", "个"),
    _object("doughnut", "food", "doughnut|donut", "甜甜圈", "个"),
    _object("birthday-cake", "food", "cake|birthday cake", "蛋糕|生日蛋糕", "个"),
    _object("soft-ice-cream", "food", "ice cream|ice cream cone", "冰淇淋|冰激凌|雪糕", "个"),
    _object("rose", "plant", "rose", "玫瑰|玫瑰花", "朵"),
    _object("sunflower", "plant", "sunflower", "向日葵|葵花", "朵"),
    _object("tulip", "plant", "tulip", "郁金香", "朵"),
    _object("cactus", "plant", "cactus", "仙人掌", "棵", "cacti"),
    _object("deciduous-tree", "plant", "tree", "树|大树|树木", "棵"),
    _object("palm-tree", "plant", "palm tree|palm", "棕榈树|椰子树|椰树", "棵"),
    _object("automobile", "vehicle", "car|automobile", "汽车|小汽车|轿车|车", "辆"),
    _object("bus", "vehicle", "bus", "公交车|巴士|公共汽车", "辆", "buses"),
    _object("delivery-truck", "vehicle", "truck|lorry", "卡车|货车", "辆"),
    _object("locomotive", "vehicle", "train|locomotive", "火车|蒸汽火车", "列"),
    _object("bicycle", "vehicle", "bicycle|bike", "自行车|单车", "辆"),
    _object("tractor", "vehicle", "tractor", "拖拉机", "辆"),
    _object("airplane", "vehicle", "airplane|plane|aeroplane", "飞机", "架"),
    _object("helicopter", "vehicle", "helicopter", "直升机|直升飞机", "架"),
    _object("rocket", "vehicle", "rocket|spaceship", "火箭|飞船", "枚"),
    _object("sailboat", "vehicle", "sailboat|boat", "帆船|小船|船", "艘"),
    _object("house", "building", "house|home", "房子|小屋|屋子", "座"),
    _object("castle", "building", "castle", "城堡", "座"),
    _object("tent", "building", "tent", "帐篷", "顶"),
    _object("umbrella", "thing", "umbrella", "雨伞|伞", "把"),
    _object("soccer-ball", "thing", "soccer ball|football|ball", "足球|球", "个"),
    _object("balloon", "thing", "balloon", "气球", "个"),
    _object("wrapped-gift", "thing", "gift|present|gift box", "礼物|礼盒|礼品", "份"),
    _object("guitar", "thing", "guitar", "吉他", "把"),
    _object("drum", "thing", "drum", "鼓", "面"),
    _object("key", "thing", "key", "钥匙", "把"),
    _object("bell", "thing", "bell", "铃铛|铃", "个"),
    _object("crown", "thing", "crown", "皇冠|王冠", "顶"),
    _object("top-hat", "thing", "hat|top hat", "帽子|礼帽", "顶"),
    _object("closed-book", "thing", "book", "书|书本", "本"),
    _object("hot-beverage", "thing", "cup|cup of coffee|cup of tea", "杯子|茶杯|咖啡杯", "个"),
    _object("alarm-clock", "thing", "clock|alarm clock", "闹钟|钟|时钟", "个"),
    _object("camera", "thing", "camera", "相机|照相机", "台"),
    _object("snowman-without-snow", "thing", "snowman", "雪人", "个", "snowmen"),
    _object("hammer", "thing", "hammer", "锤子|榔头", "把"),
    _object("anchor", "thing", "anchor", "锚|船锚", "个"),
    _object("heart-suit", "thing", "heart", "爱心|心", "颗"),
    _object("star", "sky", "star", "星星|星", "颗"),
    _object("crescent-moon", "sky", "moon", "月亮|月牙", "个"),
    _object("sun", "sky", "sun", "太阳", "个"),
    _object("cloud", "sky", "cloud", "云|云朵|白云", "朵"),
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

ACTIONS = (
    Value("jumping", ("jumping", "leaping", "hopping"), ("跳跃", "跳", "蹦跳", "跳起来", "蹦蹦跳跳")),
    Value("sleeping", ("sleeping", "napping", "asleep"), ("睡觉", "睡", "打瞌睡", "熟睡", "休息")),
    Value("flying", ("flying", "soaring"), ("飞", "飞翔", "飞行", "飞舞")),
    Value("running", ("running", "racing", "rushing"), ("奔跑", "跑", "跑步", "飞奔")),
    Value("swimming", ("swimming", "floating"), ("游泳", "游", "游水", "戏水")),
    Value("singing", ("singing", "making music"), ("唱歌", "歌唱", "唱")),
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
)

TIMES = (
    Value("day", ("day", "daytime", "sunny day", "in the sunshine"), ("白天", "大白天", "晴天", "阳光下")),
    Value(
        "night", ("night", "nighttime", "in the dark", "under the stars"), ("夜晚", "晚上", "夜里", "黑夜", "星空下")
    ),
)

RELATIONS = (
    Value("left_of", ("to the left of", "left of", "on the left of"), ("左边", "左侧", "左面")),
    Value("right_of", ("to the right of", "right of", "on the right of"), ("右边", "右侧", "右面")),
    Value("above", ("above", "over"), ("上方", "上面", "上空")),
    Value("below", ("below", "under", "beneath"), ("下方", "下面", "底下")),
    Value("next_to", ("next to", "beside", "near"), ("旁边", "身边", "边上", "附近")),
)
# How the second thing stands to the first, where the first stands so to the second.
INVERSE = {"left_of": "right_of", "right_of": "left_of", "above": "below", "below": "above", "next_to": "next_to"}

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
MARKS = ("shadow", "zzz", "speed", "puff", "splash", "notes", "wind")

COUNTS = (1, 2, 3)
MAX_THINGS = 2  # kinds of things in one scene

_SLOTS: dict[str, tuple[Value, ...]] = {
    "object": OBJECTS,
    "colour": COLOURS,
    "action": ACTIONS,
    "size": SIZES,
    "place": PLACES,
    "time": TIMES,
    "relation": RELATIONS,
    "style": STYLES,
}
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
    return _SLOTS[slot_name].index(value(slot_name, key))

"""How Chinese says a scene: measure words, verbs, places and the order of words."""

import random
from collections.abc import Sequence

from scenes import vocabulary
from scenes.scene import Scene, Thing

# Every action as it is said: (正在) doing, and as an attribute (doing 的).
VERBS: dict[str, tuple[str, ...]] = {
    "jumping": ("跳跃", "跳", "蹦跳", "跳起来", "蹦蹦跳跳", "往上跳"),
    "sleeping": ("睡觉", "睡着", "打瞌睡", "熟睡", "休息", "打盹"),
    "flying": ("飞", "飞翔", "飞行", "飞舞", "飞来飞去"),
    "running": ("奔跑", "跑", "跑步", "飞奔", "跑来跑去"),
    "swimming": ("游泳", "游", "游水", "戏水", "游来游去"),
    "singing": ("唱歌", "歌唱", "唱", "唱着歌"),
}
WHERE: dict[str, tuple[str, ...]] = {
    "grass": ("草地上", "草原上", "草坪上", "田野里", "草地里", "青草地上"),
    "beach": ("沙滩上", "海滩上", "海边", "沙滩边", "海滩边"),
    "sea": ("海里", "大海里", "海洋里", "水里", "湖里", "海上", "湖面上", "水中", "海中"),
    "sky": ("天空中", "天上", "空中", "云端", "天空里", "蓝天上", "半空中"),
    "snow": ("雪地上", "雪地里", "雪里", "雪上", "冰雪中", "冰天雪地里"),
    "desert": ("沙漠里", "沙漠中", "戈壁上", "沙丘上", "沙漠上"),
    "forest": ("森林里", "树林里", "丛林里", "林子里", "森林中", "树林中"),
    "city": ("城市里", "街道上", "街上", "马路上", "城里", "大街上", "城市中"),
    "room": ("房间里", "屋里", "室内", "家里", "屋子里面", "卧室里"),
    "mountains": ("山上", "高山上", "山坡上", "山里", "山间", "山顶上"),
    "space": ("太空中", "太空里", "宇宙中", "外太空", "宇宙里"),
}
WHEN: dict[str, tuple[str, ...]] = {
    "day": ("白天", "大白天", "晴天", "阳光下", "大晴天", "阳光明媚的白天"),
    "night": ("夜晚", "晚上", "夜里", "黑夜", "星空下", "深夜", "夜空下", "黑夜里", "大晚上"),
}
ASKING = (
    "画", "画一幅", "请画", "帮我画", "给我画", "请帮我画", "麻烦画", "我想要", "我要", "我想看", "来", "来一张",
    "生成", "给我来一张", "能不能画", "能画", "可以画", "你能画", "想要一张", "画一张", "画一下", "帮忙画", "请生成",
    "生成一张", "给我看看", "做一张", "整一个", "我想画", "你好,请画", "您好,帮我画", "来个", "求一张", "画个",
)  # fmt: skip
ENDINGS = ("", "", "", "", "", "。", "。", "!", "吧", "好吗", "可以吗?", "谢谢", ",谢谢", "~", "的图片", "的画", "呗")
NUMBERS = {1: ("一", "1", "一"), 2: ("两", "2", "二", "俩"), 3: ("三", "3", "三", "仨")}
LOOSE_MEASURES = ("个", "只", "条")
AND = ("和", "跟", "与", "还有", "、", "和", "加上")


class Chinese:
    """Says scenes in Chinese; `mix` is the chance of an English word."""

    def __init__(self, rng: random.Random, formal: bool = False, mix: float = 0.0) -> None:
        self.rng, self.formal, self.mix = rng, formal, mix

    def caption(self, scene: Scene) -> str:
        """One declarative sentence that says the whole scene."""
        return self._frame(scene)

    def request(self, scene: Scene) -> str:
        """The scene as somebody would type it."""
        if scene.things and scene.relation is None and self._chance(0.1):
            return self._tags(scene)
        said = self._frame(scene)
        if self._chance(0.62):
            asking = self._pick(ASKING)
            said = f"{asking}{said.removeprefix('一张') if asking.endswith('一张') else said}"
        return said + self._pick(ENDINGS)

    def _frame(self, scene: Scene) -> str:
        """Where and when, the things, in which style."""
        where = self._pick(WHERE[scene.place]) if scene.place and scene.things else ""
        if scene.place and where and self._chance(self.mix):
            where = self._pick(vocabulary.value("place", scene.place).en) + self._pick(("上", "里"))
        when = self._pick(WHEN[scene.time]) if scene.time else ""
        return self._styled(self._placed(scene, where, when), scene)

    def _placed(self, scene: Scene, where: str, when: str) -> str:
        alone = scene.things[0] if len(scene.things) == 1 else None
        at = self._pick(("在", "在", "" if where else "在")) + where if where else ""
        roll = self.rng.random()
        if alone is not None and alone.action and roll < 0.5:
            verb = self._verb(alone.action)
            doing = self._pick(("", "正", "正在", "在") if not at else ("", "", "正"))
            aspect = self._pick(("", "", "着")) if len(verb) == 1 else ""
            subject = self._noun(alone)
            said = f"{subject}{doing if not at else ''}{at}{verb}{aspect}"
            if not at and not doing and not aspect:
                said = f"{subject}在{verb}"
            return self._with_when(when, said)
        core = self._core(scene)
        if not where:
            return self._with_when(when, core)
        if roll < 0.6:
            return self._with_when(when, f"{at}{self._pick(('有', '的', '有'))}{core}")
        if roll < 0.72:
            return self._with_when(when, f"{where}{self._pick(('有', '的'))}{core}")
        if roll < 0.86 and scene.relation is None:
            return self._with_when(
                when, f"{core}{self._pick(('在', '站在', '待在', '在', '都在' if self._many(scene) else '在'))}{where}"
            )
        background = self._pick(
            (f"背景是{self._place(scene)}", f"{self._place(scene)}背景", f"以{self._place(scene)}为背景")
        )
        return self._with_when(when, f"{core},{background}")

    def _with_when(self, when: str, said: str) -> str:
        if not when:
            return said
        roll = self.rng.random()
        if roll < 0.6:
            return f"{when}{self._pick((',', '', '', '的时候,' if '下' not in when else ''))}{said}"
        return f"{said},{self._pick(('', '是', '在', '时间是'))}{when}"

    def _core(self, scene: Scene) -> str:
        """The things and how they stand to each other."""
        if not scene.things:
            return self._place(scene) if scene.place else "一幅画"
        if len(scene.things) == 1:
            return self._noun(scene.things[0], action=True)
        first, second = scene.things
        if scene.relation is None:
            if first.action and first.action == second.action and self._chance(0.5):
                together = self._pick(("在", "都在", "一起"))
                return f"{self._noun(first)}{self._pick(AND)}{self._noun(second)}{together}{self._verb(first.action)}"
            if first.action and self._chance(0.3):
                return f"{self._noun(first)}在{self._verb(first.action)},{self._clause(second)}"
            return f"{self._noun(first, action=True)}{self._pick(AND)}{self._noun(second, action=True)}"
        return self._related(first, second, scene.relation)

    def _clause(self, thing: Thing) -> str:
        if thing.action:
            return f"{self._noun(thing)}在{self._verb(thing.action)}"
        return f"{self._pick(('还有', '还有', '有'))}{self._noun(thing)}"

    def _related(self, first: Thing, second: Thing, relation: str) -> str:
        side = self._pick(vocabulary.value("relation", relation).zh)
        one, other = self._noun(first, action=True), self._noun(second, action=True)
        roll = self.rng.random()
        opposite = {
            "left_of": ("左边", "右边"),
            "right_of": ("右边", "左边"),
            "above": ("上面", "下面"),
            "below": ("下面", "上面"),
        }
        if roll < 0.45:
            return f"{one}{self._pick(('在', '在', '位于', '站在'))}{other}{self._pick(('的', '的', ''))}{side}"
        if roll < 0.75 or relation not in opposite:
            return f"{other}{self._pick(('的', '的', ''))}{side}{self._pick(('有', '是', '有'))}{one}"
        here, there = opposite[relation]
        return f"{here}{self._pick(('是', '有', '画'))}{one},{there}{self._pick(('是', '有', '画'))}{other}"

    def _noun(self, thing: Thing, *, action: bool = False) -> str:
        """两只黑色的小猫; with `action`, the action is said too."""
        name, size = self._name(thing), ""
        if thing.size is not None:
            size = self._size(thing.size, name)
        colour = self._colour(thing)
        doing = ""
        if action and thing.action is not None:
            verb = self._verb(thing.action)
            doing = self._pick(
                (f"正在{verb}的", f"在{verb}的", f"{verb}的", f"会{verb}的" if not self.formal else f"{verb}的")
            )
        parts = [part for part in (doing, colour, size) if part]
        if not self.formal and self._chance(0.15):
            self.rng.shuffle(parts)
            parts.sort(key=lambda part: part == size and len(size) == 1)  # 大 and 小 stay before the noun
        elif len(size) > 1 and self._chance(0.5):
            parts = [part for part in (size, doing, colour) if part]
        return self._count(thing) + "".join(parts) + name

    def _size(self, size: str, name: str) -> str:
        """大, 很大的; never a bare 小 where 小猫 is just a name of the cat."""
        names = vocabulary.value("size", size).zh
        said = self._pick(names)
        if len(said) == 1:
            return said if all(said + name not in thing.zh for thing in vocabulary.OBJECTS) else names[1]
        return said.removesuffix("的") + "的"

    def _count(self, thing: Thing) -> str:
        measure = vocabulary.thing(thing.object).measure
        if not self.formal and self._chance(0.1):
            measure = self._pick(LOOSE_MEASURES)
        if thing.count == 1 and not self.formal and self._chance(0.3):
            return self._pick(("", "", measure))
        if self.formal:
            return NUMBERS[thing.count][0] + measure
        number = self._pick(NUMBERS[thing.count])
        return number if number in "俩仨" else number + ("" if self._chance(0.06) else measure)

    def _colour(self, thing: Thing) -> str:
        if thing.colour in (None, vocabulary.NATURAL):
            return ""
        names = vocabulary.value("colour", str(thing.colour)).zh
        name = names[0] if self.formal or self._chance(0.5) else self._pick(names)
        if self._chance(self.mix):
            return self._pick(vocabulary.value("colour", str(thing.colour)).en) + self._pick(("", "的"))
        return name + ("的" if self.formal or self._chance(0.75) or len(name) > 2 else "")

    def _name(self, thing: Thing) -> str:
        names = vocabulary.thing(thing.object).zh
        if self._chance(self.mix):
            return " " + self._pick(vocabulary.thing(thing.object).en) + " "
        return names[0] if self.formal or self._chance(0.55) else self._pick(names)

    def _verb(self, action: str) -> str:
        return VERBS[action][0] if self.formal or self._chance(0.4) else self._pick(VERBS[action])

    def _place(self, scene: Scene) -> str:
        return self._pick(vocabulary.value("place", scene.place or "").zh)

    def _styled(self, said: str, scene: Scene) -> str:
        if scene.style is None:
            return said
        style = self._pick(vocabulary.value("style", scene.style).zh).removesuffix("的")
        return self._pick(
            (
                f"{said},{style}风格",
                f"{style}风格的{said}",
                f"{style}风格,{said}",
                f"{said},{style}的风格",
                f"用{style}风格画{said}",
            )
        )

    def _tags(self, scene: Scene) -> str:
        """黑色的猫,跳跃,草地,夜晚"""
        whole = [self._place(scene)] if scene.place else []
        whole += [self._pick(vocabulary.value("time", scene.time).zh)] if scene.time else []
        whole += (
            [self._pick(vocabulary.value("style", scene.style).zh).removesuffix("的") + "风格"] if scene.style else []
        )
        things = [self._noun(thing, action=len(scene.things) > 1) for thing in scene.things]
        if len(scene.things) == 1 and scene.things[0].action:
            things.append(self._verb(scene.things[0].action))
        self.rng.shuffle(whole)
        return self._pick((",", "、", " ")).join(things + whole)

    def _many(self, scene: Scene) -> bool:
        return sum(thing.count for thing in scene.things) > 1

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _pick(self, choices: Sequence[str]) -> str:
        return self.rng.choice(choices)

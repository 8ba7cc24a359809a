"""How Chinese says a scene: measure words, verbs, places and the order of words."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from language.english import HEARD
from language.phrases_zh import (
    AND,
    ASKING,
    AT_REST,
    ENDINGS,
    FANS,
    HEARD_ASKING,
    HEARD_ENDINGS,
    LIKING,
    LOOSE_MEASURES,
    NUMBERS,
    OPPOSITE,
    PRAISE,
    RESTING_AT,
    SIDE_MORE,
    VERBS,
    WHEN,
    WHERE,
)
from world import vocabulary
from world.gist import Gist, Kind
from world.vocabulary import HEADGEAR


class Chinese:
    """Says scenes in Chinese. `names` replaces the names of objects; `mix` is the chance of an English word."""

    def __init__(
        self, rng: random.Random, formal: bool = False, names: Mapping[str, str] | None = None, mix: float = 0.0
    ) -> None:
        self.rng, self.formal, self.mix = rng, formal, mix
        self.names = names or {}

    def caption(self, scene: Gist) -> str:
        """One declarative sentence that says the whole scene."""
        return self._frame(scene)

    def request(self, scene: Gist) -> str:
        """The scene as somebody would type it."""
        if scene.things and scene.relation is None and self._chance(0.1):
            return self._tags(scene)
        if len(scene.things) == 1 and scene.things[0].colour is not None and self._chance(0.05):
            return self._liked(scene.things[0], scene)
        said = self._frame(scene)
        if self._chance(0.62):
            asking = self._pick(HEARD_ASKING if self._chance(HEARD) else ASKING)
            said = f"{asking}{said.removeprefix('一张') if asking.endswith('一张') else said}"
        return said + self._pick(HEARD_ENDINGS if self._chance(HEARD) else ENDINGS)

    def phrase(self, thing: Kind) -> str:
        """The thing with all that is said of it: 两只正在睡觉的黑色小猫."""
        return self._noun(thing, action=True)

    def name(self, thing: Kind) -> str:
        """What it is called."""
        return self._name(thing)

    def _frame(self, scene: Gist) -> str:
        """Where and when, the things, in which style."""
        where = self._pick(WHERE[scene.place]) if scene.place and scene.things else ""
        if scene.place and where and self._chance(self.mix):
            where = self._pick(vocabulary.value("place", scene.place).en) + self._pick(("上", "里"))
        when = self._pick(WHEN[scene.time]) if scene.time else ""
        return self._styled(self._placed(scene, where, when), scene)

    def _placed(self, scene: Gist, where: str, when: str) -> str:
        alone = scene.things[0] if len(scene.things) == 1 else None
        at = self._pick(("在", "在", "" if where else "在")) + where if where else ""
        roll = self.rng.random()
        if alone is not None and not self.formal and self._chance(0.15):
            return self._with_when(when, self._described(alone, at, where))
        if alone is not None and alone.action and roll < 0.5:
            verb = self._verb(alone.action)
            doing = self._pick(("", "正", "正在", "在") if not at else ("", "", "正"))
            aspect = self._pick(("", "", "着")) if len(verb) == 1 else ""
            subject = self._noun(alone)
            said = f"{subject}{doing if not at else ''}{at}{verb}{aspect}"
            if not at and not doing and not aspect:
                said = f"{subject}在{verb}"
            return self._with_when(when, said)
        if at and not self.formal and scene.relation is None and scene.things and self._chance(0.15):
            return self._with_when(when, at + ",".join([self._there(thing) for thing in scene.things]))
        if at and self._same_action(scene) and self._chance(0.4):
            both = self._pick(AND).join([self._noun(thing) for thing in scene.things])
            together = self._pick(("都", "一起", "", "一起"))
            return self._with_when(when, f"{both}{together}{at}{self._verb(scene.things[0].action or '')}")
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

    def _core(self, scene: Gist) -> str:
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

    def _clause(self, thing: Kind) -> str:
        if thing.action:
            return f"{self._noun(thing)}在{self._verb(thing.action)}"
        return f"{self._pick(('还有', '还有', '有'))}{self._noun(thing)}"

    def _related(self, first: Kind, second: Kind, relation: str) -> str:
        names = vocabulary.value("relation", relation).zh
        side = self._pick(names if self.formal or self._chance(0.75) else SIDE_MORE[relation])
        of = "" if len(side) == 1 else self._pick(("的", "的", ""))
        other = self._noun(second, action=True)
        is_hat = first.object in HEADGEAR and second.object not in HEADGEAR
        if not self.formal and relation == "on" and self._chance(0.6 if is_hat else 0.2):
            return self._worn(first, second) if is_hat else self._ridden(first, other)
        if not self.formal and self._chance(0.15):  # 月亮下的狼
            other = self._name(second) if second == Kind(second.object) and self._chance(0.6) else other
            return f"{self._pick(('', '', '在'))}{other}{of}{side}的{self._noun(first, action=True)}"
        roll = self.rng.random()
        if roll < 0.45:
            at = self._pick(self._placed_at(relation))
            if first.action and self._chance(0.5):
                return f"{self._noun(first)}{at}{other}{of}{side}{self._verb(first.action)}"
            return f"{self._noun(first, action=True)}{at}{other}{of}{side}"
        if roll < 0.7 or relation not in OPPOSITE:
            return f"{other}{of}{side}{self._there(first, relation)}"
        if roll < 0.78 and len(side) > 1:
            return f"{other},{self._pick(('它的', '它', ''))}{side}{self._there(first, relation)}"
        one = self._noun(first, action=True)
        here, there = OPPOSITE[relation]
        return f"{here}{self._is()}{one},{there}{self._is()}{other}"

    def _ridden(self, first: Kind, other: str) -> str:
        """一只熊骑着自行车, 骑自行车的熊"""
        one, riding = self._noun(first, action=True), self._pick(("骑着", "骑着", "骑"))
        return self._pick((f"{one}{riding}{other}", f"{riding}{other}的{one}"))

    def _worn(self, first: Kind, second: Kind) -> str:
        """一只猫戴着帽子, 一只戴帽子的猫"""
        hat, wearing = self._noun(first), self._pick(("戴着", "戴", "头戴", "顶着"))
        hat = self._name(first) if first == Kind(first.object) else hat
        whole = self._noun(second, action=True)
        split = f"{self._count(second)}{wearing}{hat}的{self._name(second)}"
        forms = (f"{whole}{wearing}{hat}", f"{wearing}{hat}的{whole}", split)
        return self._pick(forms if second == Kind(second.object, count=second.count) else forms[:2])

    def _placed_at(self, relation: str) -> Sequence[str]:
        """What hangs above something does not stand there: 站在门上面 would be on it."""
        if relation == "above":
            return ("在", "在", "位于", "飘在", "挂在")
        return ("在", "在", "位于", "站在") if self.formal else ("在", "在", *RESTING_AT)

    def _there(self, thing: Kind, relation: str | None = None) -> str:
        """有一只猫, 飞着一只鸟, 停着一辆车"""
        verb = self._verb(thing.action) if thing.action else ""
        if len(verb) == 1 and self._chance(0.5):
            return f"{verb}着{self._noun(thing)}"
        at_rest = ("飘着", "挂着") if relation == "above" else AT_REST
        there = self._pick(("有", "有", "是") if self.formal or self._chance(0.6) else at_rest)
        return there + self._noun(thing, action=True)

    def _is(self) -> str:
        return self._pick(("是", "有", "画") if self.formal else ("是", "有", "画", "要有", "", "放"))

    def _same_action(self, scene: Gist) -> bool:
        two = len(scene.things) == 2 and scene.relation is None
        return two and scene.things[0].action is not None and scene.things[0].action == scene.things[1].action

    def _described(self, thing: Kind, at: str, where: str) -> str:
        """猫,黑色的,三只,在草地上跳跃: the name first, what it is like after it."""
        like = []
        if (colour := self._colour(thing).removesuffix("的")) and self._chance(0.85):
            like.append(self._pick(("", "", "要", "是", "颜色是")) + colour + self._pick(("", "的")))
            thing = replace(thing, colour=None)
        if thing.size is not None and self._chance(0.5):
            like.append(
                self._pick({"small": ("小小的", "很小", "小的"), "big": ("大大的", "很大", "大的")}[thing.size])
            )
            thing = replace(thing, size=None)
        name = self._noun(thing)
        if thing.size is None and thing.colour is None and self._chance(0.6):
            like.append(self._pick(("", "要", "一共")) + self._count(thing))
            name = self._name(thing)
        self.rng.shuffle(like)
        if like and like[0].startswith("是"):
            name, like = name + like[0], like[1:]
        verb = self._verb(thing.action) if thing.action else ""
        doing = f"{at or self._pick(('在', '正在', '它在'))}{verb}" if verb else at
        if where and not verb and self._chance(0.5):
            return ",".join(filter(None, (f"{at or where}有{name}", *like)))
        return ",".join(filter(None, (name, *like, doing)))

    def _liked(self, thing: Kind, scene: Gist) -> str:
        """我女儿喜欢独角兽,画一个粉色的吧"""
        fond = f"{self._pick(FANS)}{self._pick(LIKING)}{self._name(thing)}"
        colour = self._colour(thing).removesuffix("的") + "的"
        size = self._size(thing.size, "") if thing.size else ""
        doing = f"在{self._verb(thing.action)}的" if thing.action else ""
        ground = self._pick(WHERE[scene.place]) if scene.place else ""
        when = "," + self._pick(WHEN[scene.time]) if scene.time else ""
        said = f"{fond},{self._pick(('画', '来', '请画', '要', '给画'))}{self._count(thing)}{doing}{size}{colour}"
        ground = f",{self._pick(('在', '站在', ''))}{ground}" if ground else ""
        return self._styled(said + ground + when, scene) + self._pick(ENDINGS[:14])

    def _noun(self, thing: Kind, *, action: bool = False) -> str:
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
        if not self.formal and self._chance(0.06):
            parts.insert(0, self._pick(PRAISE))
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
            clash = name[:1] in ("大", "小") or any(said + name in thing.zh for thing in vocabulary.OBJECTS)
            return names[1] if clash else said
        return said.removesuffix("的") + "的"

    def _count(self, thing: Kind) -> str:
        measure = vocabulary.thing(thing.object).measure
        if not self.formal and self._chance(0.1):
            measure = self._pick(LOOSE_MEASURES)
        if thing.count == 1 and not self.formal and self._chance(0.3):
            return self._pick(("", "", measure))
        if self.formal:
            return NUMBERS[thing.count][0] + measure
        number = self._pick(NUMBERS[thing.count])
        return number if number in "俩仨" else number + ("" if self._chance(0.06) else measure)

    def _colour(self, thing: Kind) -> str:
        if thing.colour in (None, vocabulary.NATURAL):
            return ""
        names = vocabulary.value("colour", str(thing.colour)).zh
        name = names[0] if self.formal or self._chance(0.5) else self._pick(names)
        if self._chance(self.mix):
            return self._pick(vocabulary.value("colour", str(thing.colour)).en) + self._pick(("", "的"))
        return name + ("的" if self.formal or self._chance(0.75) or len(name) > 2 else "")

    def _name(self, thing: Kind) -> str:
        if thing.object in self.names:
            return self.names[thing.object]
        names = vocabulary.thing(thing.object).zh
        if self._chance(self.mix):
            return " " + self._pick(vocabulary.thing(thing.object).en) + " "
        return names[0] if self.formal or self._chance(0.55) else self._pick(names)

    def _verb(self, action: str) -> str:
        return VERBS[action][0] if self.formal or self._chance(0.4) else self._pick(VERBS[action])

    def _place(self, scene: Gist) -> str:
        return self._pick(vocabulary.value("place", scene.place or "").zh)

    def _styled(self, said: str, scene: Gist) -> str:
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

    def _tags(self, scene: Gist) -> str:
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

    def _many(self, scene: Gist) -> bool:
        return sum(thing.count for thing in scene.things) > 1

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _pick(self, choices: Sequence[str]) -> str:
        return self.rng.choice(choices)

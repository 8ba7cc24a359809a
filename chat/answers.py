"""What Tuwen answers, before it is kept: each function turns what the networks gave back into one answer."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from chat.readings import changes, reading
from chat.texts import key_name, listed, quoted, say, styles, suggestions, what_can_be_drawn
from img2txt.decode import UnreadableImage, png_bytes
from img2txt.description import Description, fact_json
from language.telling import plan_words, scene_words
from storage.records import NewDescription, NewPicture, SavedPicture
from txt2img.metadata import Made, text_chunks
from txt2img.picture import Picture
from understanding.intent import Ask, Change, Draw, Left, Option, Refuse
from world.plan import Blend
from world.vocabulary import OBJECTS

AS_WRITTEN = (
    "near",
    "taken_for",
    "unknown",
    "style",
    "where",
    "too_many",
    "flag",
    "no_such_picture",
    "no_such_drawing",
)  # whose words are as typed


LACKING = ("unread", "unknown", "besides")  # why a reading makes nothing of words that another one may heed


@dataclass(frozen=True)
class Answer:
    """One turn of Tuwen's."""

    kind: str  # draw, describe, chat, help or error
    text: str
    payload: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[NewPicture, ...] = ()
    descriptions: tuple[NewDescription, ...] = ()

    def also(self, **payload: Any) -> "Answer":
        """The same answer with more to be kept beside it."""
        return replace(self, payload={**self.payload, **payload})


def spoken(kind: str, key: str, language: str, **values: object) -> Answer:
    """A sentence and nothing else; its key is kept with it."""
    return Answer(kind, say(key, language, **values), {"says": key})


def help_answer(language: str, draws: Callable[[str], bool]) -> Answer:
    """What can be drawn, by the painter's own word."""
    return Answer("help", what_can_be_drawn(language, draws), {"says": "help"})


def drawing(
    pictures: Sequence[Picture],
    *,
    said: str,
    prompt: str,
    language: str,
    left: Sequence[Left] = (),
    begun_from: int | None = None,
    metadata: bool = True,
    seeded: bool = False,
    **values: str,
) -> Answer:
    """Candidates, best first, what was done, and what of the words is not in them.

    `said` names the sentence and `values` fill it; `begun_from` is the picture that was changed; with `metadata` the
    files say how they were made; `seeded` pictures are drawn again by the prompt and their seed.
    """
    plan = pictures[0].plan
    words = plan_words(plan, language) or say("page_scene_nothing", language)
    text = say(said, language, scene=words, **values)
    text = "\n".join([text, *left_over(left, language)])
    unknown = [word for each in left if each.reason == "unknown" for word in each.words]
    payload = {"says": said, "scene": plan.to_json()["scene"], "unknown": unknown, "begun_from": begun_from,
               "left": [asdict(each) for each in left], "seeded": seeded}  # fmt: skip
    if (ranked_by := pictures[0].ranked_by) is not None:
        payload["ranked_by"] = ranked_by
    made = (Made(prompt, language, picture.plan, picture.weights, seeded) for picture in pictures)
    new = tuple(_new_picture(picture, how, metadata) for picture, how in zip(pictures, made, strict=True))
    return Answer("draw", text, payload, new)


def changed(
    pictures: Sequence[Picture], intent: Change, *, language: str, begun_from: SavedPicture, **how: Any
) -> Answer:
    """What was changed, thing by thing, by the difference of the two scenes."""
    done = listed(changes(intent, language), language) or say("nothing_changed_yet", language)
    stays = any(intent.scene.has(thing.id) for thing in intent.before.things)
    said = "changed" if stays and len(intent.scene.things) > 1 else "changed_all"
    values = {"changes": done}
    if intent.picture is not None:
        said, values = "changed_picked", {"changes": done, "number": str(intent.picture)}
    prompt = plan_words(pictures[0].plan, language)  # whole, as a prompt is: "make it red" alone says little
    return drawing(pictures, said=said, prompt=prompt, language=language, left=intent.left, begun_from=begun_from.id,
                   **values, **how)  # fmt: skip


def left_over(left: Sequence[Left], language: str) -> list[str]:
    """A sentence for everything that was said and is not done."""
    together: dict[str, list[str]] = {}
    for each in left:
        together.setdefault(each.reason, []).extend(_words(each.reason, each.words, language))
    return [
        say(f"left_{why}", language, words=listed(dict.fromkeys(some), language), styles=styles(language))
        for why, some in together.items()
    ]


def _words(reason: str, words: Sequence[str], language: str) -> list[str]:
    """Words as the sentence that says why names them: as typed, or by their vocabulary's names."""
    if reason in AS_WRITTEN:
        return [quoted([word], language) for word in words]
    names = [key_name(word, language) for word in words]
    if reason == "absent" and len(names) > 1:  # a red cat
        return [" ".join(names) if language == "en" else "".join(names)]
    return names


def refused(intent: Refuse, language: str) -> Answer:
    """Why something is not done; the picture stays."""
    if intent.reason == "nothing_known":
        return nothing_known(intent.words, language, intent.left)
    words = listed(_words(intent.reason, intent.words, language), language)
    key = f"refuse_{intent.reason}"
    more = {"suggestions": suggestions(language), "count": len(OBJECTS), "styles": styles(language)}
    text = say(key, language, words=words, **more)
    return Answer("chat", "\n".join([text, *left_over(intent.left, language)]), {"says": key})


def nothing_known(unknown: Sequence[str], language: str, left: Sequence[Left] = ()) -> Answer:
    """Not one word of a prompt can be drawn."""
    key = "all_unknown" if unknown else "nothing_said"
    answer = spoken("chat", key, language, words=quoted(unknown, language), suggestions=suggestions(language))
    return replace(answer, text="\n".join([answer.text, *left_over(left, language)]))


def asking(intent: Ask, language: str) -> Answer:
    """The readings of a message, to choose from."""
    options = [{"label": _label(each, intent.left, language), "program": each.program} for each in intent.options]
    told = {option["label"]: option for option in options}  # what reads the same is one
    question = "which_one" if len(told) > 1 else "this_one"
    lines = [
        *left_over(intent.left, language),
        say(question, language),
        *(f"{n}. {label}" for n, label in enumerate(told, 1)),
        say("none_of_these", language),
    ]
    return Answer("chat", "\n".join(lines), {"says": question, "options": list(told.values())})


def _label(option: Option, told: Sequence[Left], language: str) -> str:
    """What a reading comes to, and which of the words it makes nothing of, where that is not told of all readings."""
    common = {word for each in told for word in each.words}
    lacks = [replace(each, words=tuple(word for word in each.words if word not in common))
             for each in option.intent.left if each.reason in LACKING]  # fmt: skip
    words = [word for each in lacks for word in _words(each.reason, each.words, language)]
    label = reading(option.intent, language)
    return (
        say("reading_without", language, reading=label, words=listed(dict.fromkeys(words), language))
        if words
        else label
    )


def drawn_prompt(intent: Draw, language: str) -> str:
    return scene_words(intent.scene, language)


def _new_picture(picture: Picture, made: Made, metadata: bool) -> NewPicture:
    return NewPicture(
        png=png_bytes(picture.image, text_chunks(made) if metadata else None),
        plan=picture.plan,
        seed=picture.seed,
        weights=picture.weights,
        prompt=made.prompt,
        facts=tuple(asdict(check) for check in picture.facts),
        score=picture.score,
        caption=picture.caption,
    )


def redrawn(kept: Sequence[tuple[SavedPicture, bytes]], *, language: str) -> Answer:
    """Pictures of an earlier turn shown again, so that the next change begins from them."""
    plan = kept[0][0].plan
    pictures = tuple(_same_picture(picture, png) for picture, png in kept)
    text = say("undone", language, scene=plan_words(plan, language) or say("page_scene_nothing", language))
    return Answer("draw", text, {"says": "undone", "scene": plan.to_json()["scene"]}, pictures)


def _same_picture(kept: SavedPicture, png: bytes) -> NewPicture:
    same = {name: getattr(kept, name) for name in ("plan", "seed", "weights", "prompt", "facts", "score", "caption")}
    return NewPicture(png=png, **same)


def blend_words(blend: Blend, language: str) -> str:
    """What is asked for by two sliders, in words."""
    parts = ((blend.thing, blend.thing_share), (blend.style, blend.style_share))
    shares = (say("blend_share", language, share=f"{of:.0%}", name=key_name(key, language)) for key, of in parts if key)
    return say("blend_asked", language, parts=listed(shares, language))


def describing(descriptions: Sequence[NewDescription], language: str, *, only: bool = False) -> Answer:
    """What is seen, image by image; `only` adds that nothing else can be done with them."""
    lines = [say("described", language, caption=each.caption) for each in descriptions]
    if only:
        lines.append(say("described_only", language))
    return Answer("describe", "\n".join(lines), {"says": "described"}, descriptions=tuple(descriptions))


def new_description(seen: Description, *, upload: int | None = None, picture: int | None = None) -> NewDescription:
    """A description of one upload or one picture, ready to be kept."""
    return NewDescription(
        upload=upload,
        picture=picture,
        caption=seen.caption,
        language=seen.language,
        kind=seen.kind,
        facts=tuple(fact_json(fact) for fact in seen.facts),
        weights=seen.weights,
        seconds=seen.seconds,
        gaze=None if seen.gaze is None else seen.gaze.to_json(),
    )


def refusal(refused: UnreadableImage, name: str, language: str) -> str:
    """Why an image was not taken, in one sentence."""
    kinds = {"zh": {"text": "文本", "something else": "别的文件"}}
    values = dict(refused.values)
    if "kind" in values:
        values["kind"] = kinds.get(language, {}).get(values["kind"], values["kind"])
    return say(f"image_{refused.reason}", language, name=name, **values)

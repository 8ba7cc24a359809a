"""What Tuwen answers, before it is kept: each function turns what the networks gave back into one answer."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from chat.edits import NotPossible
from chat.texts import key_name, listed, quoted, say, suggestions, what_can_be_drawn
from img2txt.decode import UnreadableImage, png_bytes
from img2txt.description import Description
from language.telling import plan_words
from storage.records import NewDescription, NewPicture, SavedPicture
from txt2img.metadata import Made, text_chunks
from txt2img.picture import Picture
from understanding.reading import Understanding
from world.gist import Gist
from world.plan import Blend, Plan
from world.vocabulary import MAX_THINGS


@dataclass(frozen=True)
class Answer:
    """One turn of Tuwen's."""

    kind: str  # draw, describe, chat, help or error
    text: str
    payload: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[NewPicture, ...] = ()
    descriptions: tuple[NewDescription, ...] = ()


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
    understood: Understanding | None = None,
    unknown: Sequence[str] = (),
    begun_from: int | None = None,
    metadata: bool = True,
) -> Answer:
    """Candidates, best first, and what of the words is not in them.

    `said` names the sentence; `unknown` are a change's words that nobody taught Tuwen; `begun_from` is the picture that
    was changed; with `metadata` the files say how they were made.
    """
    scene = pictures[0].plan.scene
    unknown = understood.unknown_words if understood else unknown
    words = plan_words(pictures[0].plan, language) or say("page_scene_nothing", language)
    text = say("drawn_unknown" if unknown else said, language, scene=words, words=quoted(unknown, language))
    for key, missing in _missing(scene, understood, said).items():
        text += "\n" + say(key, language, words=_names(missing, language)) if missing else ""
    if understood and understood.undrawn:
        text += "\n" + cannot_draw(understood.undrawn, language)
    if understood and understood.too_many:
        text += "\n" + say("edit_too_many", language, words=quoted(understood.too_many, language))
    payload = {"says": said, "scene": scene.to_json(), "unknown": list(unknown), "begun_from": begun_from}
    new = tuple(_new_picture(picture, prompt, language, metadata) for picture in pictures)
    return Answer("draw", text, payload, new)


def _missing(scene: Gist, understood: Understanding | None, said: str) -> dict[str, tuple[str, ...]]:
    """What was named and is not in the picture, by the sentence that says why."""
    if understood is None:
        return {}
    full = len(scene.things) == MAX_THINGS
    of_ground = tuple(key for key in (understood.scene.place, understood.scene.time) if key)
    return {
        "drawn_left_out" if full else "drawn_unread": understood.left_out,
        "drawn_one_of": understood.besides,
        "sticker_no_ground": of_ground if said == "drawn_sticker" else (),
    }


def cannot_draw(things: Sequence[str], language: str) -> str:
    """That objects, by vocabulary key, are known to the eye only."""
    return say("edit_undrawn", language, words=_names(things, language))


def _names(keys: Sequence[str], language: str) -> str:
    return listed((key_name(key, language) for key in keys), language)


def _new_picture(picture: Picture, prompt: str, language: str, metadata: bool) -> NewPicture:
    made = Made(prompt, language, picture.plan, picture.weights)
    return NewPicture(
        png=png_bytes(picture.image, text_chunks(made) if metadata else None),
        plan=picture.plan.to_json(),
        seed=picture.seed,
        weights=picture.weights,
        prompt=prompt,
        facts=tuple(asdict(check) for check in picture.facts),
        score=picture.score,
        caption=picture.caption,
    )


def redrawn(kept: Sequence[tuple[SavedPicture, bytes]], *, restores: int, language: str) -> Answer:
    """Pictures of an earlier turn shown again, so that the next change begins from them."""
    plan = Plan.from_json(kept[0][0].plan)
    pictures = tuple(_same_picture(picture, png) for picture, png in kept)
    text = say("undone", language, scene=plan_words(plan, language) or say("page_scene_nothing", language))
    return Answer("draw", text, {"says": "undone", "scene": plan.scene.to_json(), "restores": restores}, pictures)


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
        facts=tuple(asdict(fact) for fact in seen.facts),
        weights=seen.weights,
        seconds=seen.seconds,
        gaze=None if seen.gaze is None else seen.gaze.to_json(),
    )


def nothing_known(unknown: Sequence[str], language: str) -> Answer:
    """Not one word of a prompt can be drawn."""
    key = "all_unknown" if unknown else "nothing_said"
    return spoken("chat", key, language, words=quoted(unknown, language), suggestions=suggestions(language))


def impossible(edit: NotPossible, language: str) -> Answer:
    """A change that cannot be made."""
    as_written = edit.reason in ("unknown", "too_many")
    words = quoted(edit.values, language) if as_written else _names(edit.values, language)
    return spoken("chat", f"edit_{edit.reason}", language, words=words, suggestions=suggestions(language))


def refusal(refused: UnreadableImage, name: str, language: str) -> str:
    """Why an image was not taken, in one sentence."""
    kinds = {"zh": {"text": "文本", "HEIC or AVIF": "HEIC 或 AVIF", "something else": "别的文件"}}
    values = dict(refused.values)
    if "kind" in values:
        values["kind"] = kinds.get(language, {}).get(values["kind"], values["kind"])
    return say(f"image_{refused.reason}", language, name=name, **values)

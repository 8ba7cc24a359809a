"""The panel beside the conversation: one picture or description up close, and what a person thinks of it."""

from datetime import datetime

from chat.texts import say
from storage.records import Rating, SavedDescription, SavedPicture
from storage.tables import REASONS
from web import chips, watching
from web.html import fill
from web.render import BEST, Render, can_be_sticker, is_sticker, mark, mended_of

Target = SavedPicture | SavedDescription


def close_up(
    target: Target,
    render: Render,
    *,
    seeded: bool = False,
    metadata: bool = True,
    learnt: datetime | None = None,
) -> str:
    """What is known of a picture or a description.

    A picture's prompt and seed draw it again where it is `seeded`, else its file does, if it has `metadata`. What was
    corrected of a description was `learnt` at a moment, if at all.
    """
    is_description = isinstance(target, SavedDescription)
    mendable = is_description and target.kind == "drawing"
    mended = mended_of(target) if is_description else ()
    facts = chips.listed(target.facts, render.language, shares=True, mended=mended, mendable=mendable)
    if isinstance(target, SavedDescription):
        image = render.described_image(target)
        return fill(
            "description",
            render.language,
            image=image,
            layers=watching.layers(target.gaze),
            outlines=watching.outlines(target.gaze),
            caption=watching.words(target.caption, target.gaze if image else None),
            chips=facts,
            learnt=None if learnt is None else f"{learnt:%Y-%m-%d}",
            mendable=any(chip.number is not None for chip in facts),
        )
    name = f"tuwen-{target.id}.png"
    return fill(
        "picture",
        render.language,
        image=render.image(target.image, target.caption),
        again=_again(target, name, render.language, seeded=seeded, metadata=metadata),
        name=name,
        download=render.files.url(target.image, name),
        sticker=is_sticker(target),
        can_be_sticker=can_be_sticker(target),
        chips=facts,
    )


def _again(picture: SavedPicture, name: str, language: str, *, seeded: bool, metadata: bool) -> str:
    """How the same picture is drawn once more; empty where nothing does it."""
    if seeded:
        return say("page_reseed", language, seed=picture.seed)
    return say("page_redraw", language, command=f"python -m txt2img --redraw {name}") if metadata else ""


def rating_bar(
    target: Target, rating: Rating | None, language: str, *, one_of_several: bool = False, ask: bool = False
) -> str:
    """Thumbs and stars; what is already given is pressed, and pressing it again takes it back.

    After a thumb down there are reasons; of several pictures one may be the best. Who rated and was not asked yet
    whether that may be learnt from is asked with `ask`.
    """
    rated: dict[str, object] = {"mark": mark(rating)}
    if isinstance(target, SavedPicture):
        rated |= {"picture": target.id}
    else:
        rated |= {"description": target.id, "caption": (rating.caption if rating else None) or target.caption}
    thumb, stars = (rating.thumb, rating.stars or 0) if rating else (None, 0)
    given = rating.reasons if rating else ()
    return fill(
        "rating",
        language,
        rated=rated,
        mark_of_best=BEST,
        thumb=thumb,
        stars=stars,
        best=bool(rating and rating.best) if one_of_several else None,
        reasons=[(each, each in given) for each in REASONS] if thumb == -1 else [],
        ask=ask and rating is not None,
    )

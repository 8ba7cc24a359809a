"""What the page says of learning from ratings: the switch, how many there are, and what is served of it."""

from chat.learning import Learning
from chat.texts import listed, say
from web.html import fill


def learning_box(learning: Learning, language: str, *, allowed: bool, shared: bool, days: int | None) -> str:
    """The switch with what it means here, how far ratings have come, which versions are in use, and what is kept.

    Conversations go after so many quiet `days`; None where they stay.
    """
    names = [
        say(f"page_network_{what}", language, version=name.partition("-")[0]) for what, name in learning.served.items()
    ]
    return fill(
        "learning",
        language,
        allowed=allowed,
        shared=shared,
        kept=say("page_kept_for_ever", language) if days is None else say("page_kept_days", language, days=days),
        since=since_last(learning, language),
        served=say("page_learning_served", language, served=listed(names, language))
        if names
        else say("page_learning_none", language),
    )


def since_last(learning: Learning, language: str) -> str:
    """How many ratings came since the last training, and how many more make the next worth it."""
    key = "page_learning_so_far" if learning.learnt is None else "page_learning_since"
    since = say(key, language, ratings=learning.ratings)
    until = "page_learning_missing" if learning.missing else "page_learning_enough"
    return say(until, language, since=since, missing=learning.missing)

"""What people preferred: pairs of candidates of one answer, from their ratings and from what they went on with.

What cannot be learnt from is set aside and counted: what was said twice, what contradicts itself, what one person
gave in a flood, and what goes beyond one person's share.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from storage.consent import Allowed
from storage.tables import ConversationRow, DescriptionRow, IdentityRow, PictureRow, RatingRow, TurnRow

LIKED, DISLIKED = 4, 2  # stars from which on, and up to which, one picture says something of its unrated neighbours
THUMBS = {1: 5, 0: 3, -1: 1}  # a thumb in stars
CROWD = 5  # people from whom on one of them can be too much
BURST, BURST_WITHIN = 40, timedelta(minutes=10)  # more ratings than this by one person so fast are a flood
FAIR, SHARE = 50, 0.25  # pairs of one person that always count, and the share of all that they may be
NAMED = {"picked", "changed_picked"}  # answers to somebody who named one of the pictures
WENT_ON = {*NAMED, "changed", "changed_all", "drawn_alike"}  # answers that begin from the picture that was chosen


@dataclass(frozen=True)
class Pair:
    """One person's choice between two candidates of one answer."""

    better: int  # numbers of pictures
    worse: int
    images: tuple[str, str]  # their hashes
    prompt: str
    language: str
    rater: str  # a name that leads back to nobody
    source: str  # best, ratings, choice, or alone: only one of the two was rated
    moment: datetime
    weights: tuple[str, str]
    aside: str | None = None  # why nothing is learnt from it


@dataclass(frozen=True)
class Judged:
    """One rated picture or description: whose rating it is, and why nothing is learnt from it, if so."""

    kind: str  # picture or description
    id: int
    image: str
    words: str  # what was asked for, or what was read
    rater: str
    moment: datetime
    aside: str | None = None


@dataclass(frozen=True)
class Preferences:
    """Everything that was preferred, whatever of it is set aside included."""

    pairs: tuple[Pair, ...] = ()
    judged: tuple[Judged, ...] = ()

    @property
    def raters(self) -> int:
        return len({each.rater for each in (*self.pairs, *self.judged)})

    def aside(self) -> dict[str, int]:
        """How much is set aside, pairs and ratings, for each reason."""
        reasons = ("duplicate", "contradiction", "flood", "share")
        every = [each.aside for each in (*self.pairs, *self.judged)]
        return {reason: every.count(reason) for reason in reasons}


def preferences(session: Session, allowed: Allowed) -> Preferences:
    """What everybody who lets Tuwen learn preferred, in the order in which the pictures were made."""
    drawn = [turn for turn in _drawn(session) if allowed(turn.conversation.owner)]
    home = _homes(drawn)
    chosen = _chosen(session, home)
    name = session.scalar(select(IdentityRow.name)) or ""
    pairs: list[Pair] = []
    judged: list[Judged] = []
    acts: dict[str, list[datetime]] = defaultdict(list)
    opinions = _opinions(drawn, home)
    for turn in drawn:
        rater = _rater(turn.conversation, name)
        rated = [row for row in turn.pictures if row.rating is not None]
        judged += [_judged(row, rater, opinions) for row in rated]
        acts[rater] += [row.rating.updated for row in rated if row.rating is not None]
        acts[rater] += [chosen[row.id] for row in turn.pictures if row.id in chosen]
        if "restores" not in turn.payload:
            pairs += _pairs(turn, rater, opinions, chosen)
    for row in _described(session, allowed):
        each = _judged_description(row, _rater(row.turn.conversation, name))
        judged.append(each)
        acts[each.rater].append(each.moment)
    flooding = {rater for rater, moments in acts.items() if len(acts) >= CROWD and _burst(moments)}
    return Preferences(
        tuple(_fair(_flooded(_said_twice(pairs), flooding))), tuple(_fair(_flooded(_rated_twice(judged), flooding)))
    )


def _drawn(session: Session) -> list[TurnRow]:
    """The turns that drew, with pictures, ratings and conversation."""
    found = (
        select(TurnRow)
        .where(TurnRow.pictures.any())
        .options(joinedload(TurnRow.conversation), joinedload(TurnRow.pictures).joinedload(PictureRow.rating))
        .order_by(TurnRow.id)
    )
    return list(session.scalars(found).unique())


def whole_descriptions() -> Select[DescriptionRow]:
    """Every description in order, with what it is of, what was said of it and whose it is."""
    return (
        select(DescriptionRow)
        .options(
            joinedload(DescriptionRow.upload),
            joinedload(DescriptionRow.picture),
            joinedload(DescriptionRow.rating),
            joinedload(DescriptionRow.turn).joinedload(TurnRow.conversation),
        )
        .order_by(DescriptionRow.id)
    )


def _described(session: Session, allowed: Allowed) -> list[DescriptionRow]:
    """The descriptions that were rated, with what they are of and whose they are."""
    found = whole_descriptions().join(DescriptionRow.rating)
    return [row for row in session.scalars(found) if allowed(row.turn.conversation.owner)]


def _judged_description(row: DescriptionRow, rater: str) -> Judged:
    target = row.upload or row.picture
    assert target is not None and row.rating is not None, "constraints and a join keep both"
    return Judged("description", row.id, target.image, row.caption, rater, row.rating.updated)


def _homes(drawn: Sequence[TurnRow]) -> dict[int, int]:
    """For every picture that an undo showed again, the one that it is."""
    first = {(turn.id, row.position): row.id for turn in drawn for row in turn.pictures}
    return {
        row.id: first.get((turn.payload.get("restores", turn.id), row.position), row.id)
        for turn in drawn
        for row in turn.pictures
    }


def _chosen(session: Session, home: dict[int, int]) -> dict[int, datetime]:
    """The pictures that somebody went on with although another one stood first, or that somebody named."""
    said = select(TurnRow.payload, TurnRow.created).where(TurnRow.role == "assistant").order_by(TurnRow.id)
    first = set(session.scalars(select(PictureRow.id).where(PictureRow.position == 0)))
    chosen: dict[int, datetime] = {}
    for payload, moment in session.execute(said):
        says = payload.get("says")
        picture = payload.get("picked") if says == "picked" else payload.get("begun_from")
        named = says in NAMED or "picked" in payload
        if says in WENT_ON and picture in home and (named or picture not in first):
            chosen.setdefault(home[picture], moment)
    return chosen


def _opinions(drawn: Sequence[TurnRow], home: dict[int, int]) -> dict[int, float | None]:
    """Stars of every picture that was rated, thumbs too; None where what was said contradicts itself."""
    said: dict[int, list[int]] = defaultdict(list)
    for row in (row for turn in drawn for row in turn.pictures):
        if row.rating is not None:
            said[home[row.id]] += _stars(row.rating)
    return {
        picture: None if min(stars) <= DISLIKED and max(stars) >= LIKED else stars[-1]
        for picture, stars in said.items()
        if stars
    }


def _stars(rating: RatingRow) -> list[int]:
    """What a thumb and stars say; nothing where there is only a comment."""
    thumb = [] if rating.thumb is None else [THUMBS[rating.thumb]]
    return thumb + ([] if rating.stars is None else [rating.stars])


def _rater(conversation: ConversationRow, store: str) -> str:
    """A name for whoever began a conversation; where nobody knows who, each conversation is somebody."""
    whose = conversation.owner or f"conversation {conversation.id}"
    return hashlib.sha256(f"{store} {whose}".encode()).hexdigest()[:12]


def _judged(row: PictureRow, rater: str, opinions: dict[int, float | None]) -> Judged:
    assert row.rating is not None
    aside = "contradiction" if row.id in opinions and opinions[row.id] is None else None
    return Judged("picture", row.id, row.image, row.prompt, rater, row.rating.updated, aside)


def _pairs(turn: TurnRow, rater: str, opinions: dict[int, float | None], chosen: dict[int, datetime]) -> Iterable[Pair]:
    for one, other in combinations(turn.pictures, 2):
        if one.image == other.image or any(row.id in opinions and opinions[row.id] is None for row in (one, other)):
            continue
        verdicts = _verdicts(one, other, opinions, chosen)
        if not verdicts:
            continue
        source, first_better = verdicts[0]
        better, worse = (one, other) if first_better else (other, one)
        moments = [chosen[row.id] for row in (one, other) if row.id in chosen]
        moments += [row.rating.updated for row in (one, other) if row.rating is not None]
        yield Pair(
            better.id,
            worse.id,
            (better.image, worse.image),
            better.prompt,
            turn.language,
            rater,
            source,
            max(moments, default=turn.created),
            (better.weights, worse.weights),
            "contradiction" if len({verdict for _, verdict in verdicts}) > 1 else None,
        )


def _verdicts(
    one: PictureRow, other: PictureRow, opinions: dict[int, float | None], chosen: dict[int, datetime]
) -> list[tuple[str, bool]]:
    """What each kind of evidence says, the surest first: whether the first of two pictures is the better one."""
    mine, theirs = opinions.get(one.id), opinions.get(other.id)
    verdicts = []
    if _is_best(one) != _is_best(other):
        verdicts.append(("best", _is_best(one)))
    if mine is not None and theirs is not None and mine != theirs:
        verdicts.append(("ratings", mine > theirs))
    if (one.id in chosen) != (other.id in chosen):
        verdicts.append(("choice", one.id in chosen))
    named = _is_best(one) or _is_best(other)  # of which a neighbour alone says nothing
    if not named and (mine is None) != (theirs is None):
        stars = theirs if mine is None else mine
        assert stars is not None
        if stars >= LIKED or stars <= DISLIKED:
            verdicts.append(("alone", (stars >= LIKED) == (theirs is None)))
    return verdicts


def _is_best(picture: PictureRow) -> bool:
    return picture.rating is not None and bool(picture.rating.best)


def _burst(moments: Sequence[datetime]) -> bool:
    """Whether more was rated at once than anybody looks at."""
    sorted_ = sorted(moments)
    return any(last - first <= BURST_WITHIN for first, last in zip(sorted_, sorted_[BURST:], strict=False))


def _said_twice(pairs: Sequence[Pair]) -> list[Pair]:
    """Of the same two pictures one person says one thing once."""
    said: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for pair in pairs:
        said[pair.rater, frozenset(pair.images)].add(pair.images[0])
    seen: set[tuple[str, frozenset[str]]] = set()
    kept = []
    for pair in pairs:
        key = (pair.rater, frozenset(pair.images))
        why = "contradiction" if len(said[key]) > 1 else "duplicate" if key in seen else None
        kept.append(replace(pair, aside=pair.aside or why))
        seen.add(key)
    return kept


def _rated_twice(judged: Sequence[Judged]) -> list[Judged]:
    seen: set[tuple[str, ...]] = set()
    kept = []
    for each in judged:
        key = (each.rater, each.kind, each.image, each.words)
        kept.append(replace(each, aside=each.aside or ("duplicate" if key in seen else None)))
        seen.add(key)
    return kept


def _flooded(each: Sequence, flooding: set[str]) -> list:
    return [replace(one, aside=one.aside or ("flood" if one.rater in flooding else None)) for one in each]


def _fair(each: Sequence) -> list:
    """In a crowd the newest of each person's, up to a share of all; the rest is set aside."""
    counted = [one for one in each if one.aside is None]
    if len({one.rater for one in counted}) < CROWD:
        return list(each)
    most = max(FAIR, int(SHARE * len(counted)))
    left: dict[str, int] = defaultdict(lambda: most)
    beyond = set()
    for one in sorted(counted, key=lambda one: one.moment, reverse=True):
        left[one.rater] -= 1
        if left[one.rater] < 0:
            beyond.add(one)
    return [replace(one, aside="share") if one in beyond else one for one in each]

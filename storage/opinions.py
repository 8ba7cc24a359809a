"""What people think of pictures and descriptions, and whether Tuwen may learn from it."""

from datetime import datetime

from sqlalchemy import select

from storage import checks, consent, queries, reading
from storage.errors import BadRating
from storage.held import Held
from storage.queries import find
from storage.rating import Opinion, settle
from storage.records import Rating
from storage.tables import EVERYBODY, MAX_OWNER, ConsentRow, DescriptionRow, IdentityRow, PictureRow
from storage.writing import now


class Opinions(Held):
    """The store's verbs of ratings."""

    def rate(self, opinion: Opinion, *, picture: int | None = None, description: int | None = None) -> Rating | None:
        """Rate one picture or one description; rating again changes what is given and leaves the rest.

        When nothing is left of the rating it is gone, and None returned. Raises UnknownId and BadRating.
        """
        if (picture is None) == (description is None):
            raise BadRating(f"a rating of picture {picture} and description {description}; give exactly one of the two")
        said = opinion.checked(of_picture=picture is not None)
        with self._database.write(forgets=said.forgets) as session:
            if picture is not None:
                target = find(session, PictureRow, picture)
            else:
                target = find(session, DescriptionRow, description)
            return reading.rating(settle(session, target, said))

    def ratings_since(self, moment: datetime | None) -> int:
        """How many ratings that may be learnt from are newer than a moment, or with None how many there are."""
        with self._database.read() as session:
            return queries.ratings_since(session, moment, consent.allowed(session))

    def serve_strangers(self, shared: bool) -> None:
        """Note whether strangers share this host: from then on nobody is taken to allow what nobody asked for.

        It stays so where it once was, for what strangers left remains theirs.
        """
        with self._database.read() as session:
            known = session.scalars(select(IdentityRow.shared)).one()
        if shared and not known:
            with self._database.write() as session:
                session.scalars(select(IdentityRow)).one().shared = True

    def allow_learning(self, allowed: bool, *, owner: str = EVERYBODY) -> None:
        """Somebody lets Tuwen learn from what is theirs, or no longer; it holds for what was before, too.

        Without an owner everybody on a machine that nobody shares. Raises BadText.
        """
        checks.text("owner", owner, longest=MAX_OWNER)
        with self._database.write() as session:
            row = session.get(ConsentRow, owner)
            if row is None:
                session.add(ConsentRow(owner=owner, allowed=allowed, decided=now()))
            elif row.allowed != allowed:
                row.allowed, row.decided = allowed, now()

    def allows_learning(self, owner: str = EVERYBODY) -> bool | None:
        """What somebody said to that; None where they were not asked yet."""
        with self._database.read() as session:
            row = session.get(ConsentRow, owner)
            return None if row is None else row.allowed

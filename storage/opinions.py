"""What people think of pictures and descriptions."""

from storage import reading
from storage.errors import BadRating
from storage.held import Held
from storage.queries import find
from storage.rating import KEEP, Keep, Opinion, settle
from storage.records import Rating
from storage.tables import DescriptionRow, PictureRow


class Opinions(Held):
    """The store's verbs of ratings."""

    def rate(
        self,
        *,
        picture: int | None = None,
        description: int | None = None,
        thumb: int | Keep | None = KEEP,
        stars: int | Keep | None = KEEP,
        comment: str | Keep | None = KEEP,
        caption: str | Keep | None = KEEP,
    ) -> Rating | None:
        """Rate one picture or one description; rating again changes what is given and leaves the rest.

        thumb is -1, 0 or 1; stars 1 to 5; comment and caption (the caption as it should have been, descriptions only)
        up to 2,000 characters. None takes a value back; when nothing is left, the rating is gone and None returned.
        Raises UnknownId and BadRating.
        """
        if (picture is None) == (description is None):
            raise BadRating(f"a rating of picture {picture} and description {description}; give exactly one of the two")
        opinion = Opinion(thumb, stars, comment, caption).checked(of_picture=picture is not None)
        with self._database.write(forgets=comment is not KEEP or caption is not KEEP) as session:
            if picture is not None:
                target = find(session, PictureRow, picture)
            else:
                target = find(session, DescriptionRow, description)
            return reading.rating(settle(session, target, opinion))

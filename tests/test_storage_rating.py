"""Rating, rating again, and taking it back."""

import pytest
from test_storage import new_description, new_picture, open_store

from storage.errors import BadRating, UnknownId
from storage.rating import KEEP, Opinion
from storage.records import Mended


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def picture(store) -> int:
    talk = store.start_conversation("en").id
    return store.record_turn(talk, "assistant", "", pictures=[new_picture()]).pictures[0].id


@pytest.fixture
def description(store, picture) -> int:
    new = new_description(picture=picture)
    return store.record_turn(1, "assistant", "", descriptions=[new]).descriptions[0].id


def said(rating) -> tuple:
    return rating.thumb, rating.stars, rating.comment, rating.caption


def test_rating_again_changes_what_is_given_and_leaves_the_rest(store, picture):
    first = store.rate(Opinion(thumb=1), picture=picture)
    assert said(first) == (1, None, None, None)
    assert said(store.rate(Opinion(stars=4), picture=picture)) == (1, 4, None, None)
    assert said(store.rate(Opinion(comment="  more cats "), picture=picture)) == (1, 4, "  more cats ", None)
    assert said(store.rate(Opinion(thumb=-1, stars=None), picture=picture)) == (-1, None, "  more cats ", None)
    last = store.rate(Opinion(thumb=0), picture=picture)
    assert said(last) == (0, None, "  more cats ", None)
    assert last.created == first.created < last.updated
    assert store.picture(picture).rating == last
    assert store.stats().ratings == 1


def test_taking_everything_back_removes_the_rating(store, picture):
    store.rate(Opinion(thumb=1, comment="yes"), picture=picture)
    assert said(store.rate(Opinion(thumb=None), picture=picture)) == (None, None, "yes", None)
    assert store.rate(Opinion(comment=" \n "), picture=picture) is None
    assert store.picture(picture).rating is None
    assert store.stats().ratings == 0
    assert store.rate(Opinion(thumb=None), picture=picture) is None
    assert said(store.rate(Opinion(thumb=-1), picture=picture)) == (-1, None, None, None)


def test_saying_the_same_or_nothing_changes_nothing(store, picture):
    assert store.rate(Opinion(), picture=picture) is None
    first = store.rate(Opinion(stars=3), picture=picture)
    assert store.rate(Opinion(stars=3), picture=picture) == first
    assert store.rate(Opinion(thumb=KEEP), picture=picture) == first


def test_a_description_takes_a_corrected_caption(store, description):
    rating = store.rate(Opinion(thumb=-1, caption="一只狗"), description=description)
    assert said(rating) == (-1, None, None, "一只狗")
    assert store.description(description).rating == rating
    assert said(store.rate(Opinion(caption=None), description=description)) == (-1, None, None, None)


def test_a_picture_and_a_description_are_rated_apart(store, picture, description):
    store.rate(Opinion(stars=1), picture=picture)
    store.rate(Opinion(stars=5), description=description)
    assert store.picture(picture).rating.stars == 1
    assert store.description(description).rating.stars == 5


REFUSED = [
    ({"thumb": 2}, r"thumb 2; expected -1 \(down\), 0, 1 \(up\)"),
    ({"stars": 0}, "0 stars; expected a whole number from 1 to 5"),
    ({"stars": 6}, "6 stars"),
    ({"stars": 2.5}, "2.5 stars"),
    ({"stars": True}, "True stars"),
    ({"comment": "x" * 2001}, "the comment has 2001 characters; at most 2000 are kept"),
    ({"comment": 3}, "comment is a int"),
    ({"comment": "\udfff"}, "half a character"),
    ({"caption": "a dog"}, "a corrected caption for a picture"),
    ({"reasons": ["noise"], "thumb": -1}, "reason 'noise'; choose among object, colour, count"),
    ({"reasons": ["ugly"]}, "reasons without a thumb down"),
    ({"best": False}, "best False; expected True"),
    ({"mended": [Mended("object", "fox", "dog", 0)]}, "corrected facts for a picture"),
]
MISREAD = [
    (Mended("object", "unicorns", "dog", 0), "object 'unicorns'; choose one of"),
    (Mended("relation", "above", "below", 0), "a corrected 'relation'; facts of object, colour"),
    (Mended("count", "9", "1", 0), "count '9'; choose one of 1, 2, 3, 4, 5, 6, 7, 8"),
    (Mended("colour", "red", "blue", -1), "of thing -1"),
]


def test_what_is_no_rating_is_refused_and_the_old_one_stays(store, picture, subtests):
    before = store.rate(Opinion(thumb=1, stars=3), picture=picture)
    for values, sentence in REFUSED:
        with subtests.test(sentence):
            with pytest.raises(BadRating, match=sentence):
                store.rate(Opinion(**values), picture=picture)
            assert store.picture(picture).rating == before


def test_the_longest_comment_is_kept_whole(store, picture):
    assert store.rate(Opinion(comment="𠮷" * 2000), picture=picture).comment == "𠮷" * 2000


def test_exactly_one_thing_is_rated(store, picture, description):
    with pytest.raises(BadRating, match="give exactly one of the two"):
        store.rate(Opinion(thumb=1))
    with pytest.raises(BadRating, match="give exactly one of the two"):
        store.rate(Opinion(thumb=1), picture=picture, description=description)
    with pytest.raises(UnknownId, match="no picture 99"):
        store.rate(Opinion(thumb=1), picture=99)
    with pytest.raises(UnknownId, match="no description 99"):
        store.rate(Opinion(thumb=1), description=99)


def test_reasons_go_with_the_thumb_down(store, picture):
    rating = store.rate(Opinion(thumb=-1, reasons=["count", "object", "count"]), picture=picture)
    assert rating.reasons == ("object", "count")
    assert store.rate(Opinion(stars=2), picture=picture).reasons == ("object", "count")
    assert store.rate(Opinion(thumb=1), picture=picture).reasons == ()
    assert store.rate(Opinion(thumb=-1), picture=picture).reasons == ()


def test_of_one_answer_one_picture_is_the_best(store):
    talk = store.start_conversation("en").id
    first, second = (
        store.record_turn(talk, "assistant", "", pictures=[new_picture(c) for c in pair]).pictures
        for pair in (("red", "green"), ("blue", "white"))
    )
    assert store.rate(Opinion(best=True), picture=first[0].id).best
    store.rate(Opinion(best=True), picture=second[0].id)
    store.rate(Opinion(thumb=1, best=True), picture=first[1].id)
    assert store.picture(first[0].id).rating is None, "nothing else was said of it"
    assert store.picture(first[1].id).rating.best and store.picture(second[0].id).rating.best
    assert store.stats().best == 2
    assert said(store.rate(Opinion(best=None), picture=first[1].id)) == (1, None, None, None)


def test_facts_of_a_description_are_mended(store, description, subtests):
    fox = Mended("object", "fox", "dog", 0)
    rating = store.rate(Opinion(mended=[fox, Mended("colour", "red", "red", 0)]), description=description)
    assert rating.mended == (fox,) and store.description(description).rating == rating
    assert store.stats().corrected_facts == 1
    for wrong, sentence in MISREAD:
        with subtests.test(sentence):
            with pytest.raises(BadRating, match=sentence):
                store.rate(Opinion(mended=[wrong]), description=description)
            assert store.description(description).rating == rating
    with pytest.raises(BadRating, match="a description as the best one"):
        store.rate(Opinion(best=True), description=description)
    assert store.rate(Opinion(mended=[]), description=description) is None

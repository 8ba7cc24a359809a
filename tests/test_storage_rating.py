"""Rating, rating again, and taking it back."""

import pytest
from test_storage import new_description, new_picture, open_store

from storage.errors import BadRating, UnknownId
from storage.rating import KEEP


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
    first = store.rate(picture=picture, thumb=1)
    assert said(first) == (1, None, None, None)
    assert said(store.rate(picture=picture, stars=4)) == (1, 4, None, None)
    assert said(store.rate(picture=picture, comment="  more cats ")) == (1, 4, "  more cats ", None)
    assert said(store.rate(picture=picture, thumb=-1, stars=None)) == (-1, None, "  more cats ", None)
    last = store.rate(picture=picture, thumb=0)
    assert said(last) == (0, None, "  more cats ", None)
    assert last.created == first.created < last.updated
    assert store.picture(picture).rating == last
    assert store.stats().ratings == 1


def test_taking_everything_back_removes_the_rating(store, picture):
    store.rate(picture=picture, thumb=1, comment="yes")
    assert said(store.rate(picture=picture, thumb=None)) == (None, None, "yes", None)
    assert store.rate(picture=picture, comment=" \n ") is None
    assert store.picture(picture).rating is None
    assert store.stats().ratings == 0
    assert store.rate(picture=picture, thumb=None) is None
    assert said(store.rate(picture=picture, thumb=-1)) == (-1, None, None, None)


def test_saying_the_same_or_nothing_changes_nothing(store, picture):
    assert store.rate(picture=picture) is None
    first = store.rate(picture=picture, stars=3)
    assert store.rate(picture=picture, stars=3) == first
    assert store.rate(picture=picture, thumb=KEEP) == first


def test_a_description_takes_a_corrected_caption(store, description):
    rating = store.rate(description=description, thumb=-1, caption="一只狗")
    assert said(rating) == (-1, None, None, "一只狗")
    assert store.description(description).rating == rating
    assert said(store.rate(description=description, caption=None)) == (-1, None, None, None)


def test_a_picture_and_a_description_are_rated_apart(store, picture, description):
    store.rate(picture=picture, stars=1)
    store.rate(description=description, stars=5)
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
]


def test_what_is_no_rating_is_refused_and_the_old_one_stays(store, picture, subtests):
    before = store.rate(picture=picture, thumb=1, stars=3)
    for values, sentence in REFUSED:
        with subtests.test(sentence):
            with pytest.raises(BadRating, match=sentence):
                store.rate(picture=picture, **values)
            assert store.picture(picture).rating == before


def test_the_longest_comment_is_kept_whole(store, picture):
    assert store.rate(picture=picture, comment="𠮷" * 2000).comment == "𠮷" * 2000


def test_exactly_one_thing_is_rated(store, picture, description):
    with pytest.raises(BadRating, match="give exactly one of the two"):
        store.rate(thumb=1)
    with pytest.raises(BadRating, match="give exactly one of the two"):
        store.rate(picture=picture, description=description, thumb=1)
    with pytest.raises(UnknownId, match="no picture 99"):
        store.rate(picture=99, thumb=1)
    with pytest.raises(UnknownId, match="no description 99"):
        store.rate(description=99, thumb=1)

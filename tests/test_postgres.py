"""PostgreSQL goes and comes back while Tuwen runs."""

from collections.abc import Iterator

import pytest
from cluster import MISSING, Cluster, programs, running
from test_storage import new_picture

from storage.errors import StoreUnusable
from storage.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    pytest.importorskip("psycopg", reason="psycopg is not installed (requirements-postgres.txt)")
    if (found := programs()) is None:
        pytest.skip(MISSING)
    with running(found) as cluster:
        yield cluster


def test_it_stops_and_starts_between_two_messages(cluster, tmp_path):
    with Store.open(cluster.address, tmp_path) as store:
        talk = store.start_conversation("en").id
        store.record_turn(talk, "user", "before", pictures=[new_picture()])
        cluster.stop()
        cluster.start()
        store.record_turn(talk, "user", "after")  # nobody notices
        cluster.stop()
        for verb in (lambda: store.record_turn(talk, "user", "lost"), store.conversations):
            with pytest.raises(StoreUnusable, match="cannot be used"):
                verb()
        cluster.start()
        store.record_turn(talk, "user", "again")
        assert [turn.text for turn in store.conversation(talk).turns] == ["before", "after", "again"]
        assert store.image_bytes(store.conversation(talk).turns[0].pictures[0].image)

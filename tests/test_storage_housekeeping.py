"""Beside answering: what is too old goes, backups are taken, the log is emptied; one failure stops nothing else."""

import os
from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from test_storage import new_picture, png

from storage.backup import Backups
from storage.housekeeping import Housekeeping
from storage.tables import ConversationRow, TurnRow


def spoken(store, days: float) -> int:
    """A conversation with a picture in which the last word was said so many days ago."""
    talk = store.start_conversation("en").id
    store.record_turn(talk, "user", "old words", pictures=[new_picture()])
    moment = datetime.now(UTC) - timedelta(days=days)
    with store._database.write() as session:
        session.execute(update(ConversationRow).where(ConversationRow.id == talk).values(created=moment))
        session.execute(update(TurnRow).where(TurnRow.conversation_id == talk).values(created=moment))
    return talk


def test_what_was_quiet_too_long_is_deleted_and_only_that(store):
    old, young, revived = spoken(store, 31), spoken(store, 29), spoken(store, 300)
    store.record_turn(revived, "user", "again")
    told: list[bool] = []
    Housekeeping(store, keep_days=30, forgotten=lambda: told.append(True)).round()
    assert [each.id for each in store.conversations()] == [revived, young] and old not in (revived, young)
    assert told == [True] and store.stats().image_files == 1
    Housekeeping(store, keep_days=30, forgotten=lambda: told.append(True)).round()
    assert told == [True], "nothing was deleted"


def test_nothing_is_deleted_where_no_age_is_set(store):
    spoken(store, 10_000)
    Housekeeping(store).round()
    assert store.stats().conversations == 1


def test_everything_of_one_owner_goes_in_one_step(store):
    for owner in ("a", "b", "a", None):
        talk = store.start_conversation("en", owner=owner).id
        store.record_turn(talk, "user", f"of {owner}", pictures=[new_picture("blue" if owner == "b" else "red")])
    assert store.delete_owned("a") == 2
    left = store.conversations()
    assert [store.is_owned(each.id, "b") for each in left] == [False, True] and len(left) == 2
    assert store.delete_owned("a") == 0


def test_a_round_sweeps_and_backs_up_and_the_thread_ends(store, tmp_path):
    litter = store._images.path(store._images.keep(png("green")).hash)
    os.utime(litter, (0, 0))
    schedule = Backups(tmp_path / "backups", 24, 2)
    keeping = Housekeeping(store, backups=schedule)
    keeping.round()
    assert not litter.exists() and len(schedule.files()) == 1
    keeping.start()
    keeping.stop()
    assert len(schedule.files()) == 1


def test_a_backup_that_fails_stops_nothing_else(store, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    spoken(store, 31)
    Housekeeping(store, keep_days=30, backups=Backups(tmp_path / "file" / "backups", 24, 2)).round()
    assert store.stats().conversations == 0 and "housekeeping failed" in caplog.text

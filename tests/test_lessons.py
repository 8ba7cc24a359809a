"""What people put right becomes lessons; what is contradicted or of photos does not. Cells, names, the gate."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image
from test_storage import new_description, open_store, png

from img2txt.caption import in_usual_words
from models.recogniser import LOCAL, WHOLE, Recogniser, RecogniserConfig
from storage.rating import Opinion
from storage.records import Mended, NewUpload
from storage.store import Store
from training import drawings
from training.exported import RatingsError
from training.folds import folds
from training.lessons import Lesson, read_lessons
from training.own_words import changed, names
from training.proofs import Proof, judge, shown
from training.report import page
from training.verdict import Guard, sentences

FOX, CAT = Mended("object", "fox", "dog", 0), Mended("object", "cat", "dog", 0)


def described(store: Store, owner: str, shade: int, **changes) -> int:
    """A description of somebody's upload; its number."""
    talk = store.start_conversation("en", owner=owner).id
    sent = store.record_turn(talk, "user", "", uploads=[NewUpload(png=png((shade, 0, 0)))]).uploads[0].id
    new = new_description(upload=sent, **changes)
    return store.record_turn(talk, "assistant", "", descriptions=[new]).descriptions[0].id


def test_lessons_are_what_was_put_right(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        store.rate(Opinion(mended=[FOX], caption="a fox"), description=described(store, "a", 1))
        store.rate(Opinion(thumb=1), description=described(store, "a", 2))
        store.rate(Opinion(caption="my house"), description=described(store, "a", 3, kind="photo"))
        store.rate(Opinion(mended=[FOX]), description=described(store, "a", 4))
        store.rate(Opinion(mended=[CAT, Mended("colour", "red", "blue", 0)]), description=described(store, "b", 4))
        store.rate(Opinion(mended=[FOX], caption="a fox"), description=described(store, "a", 1))
        export = store.export(tmp_path / "export").folder
    found = read_lessons(export)
    assert [(each.caption, each.mended) for each in found.lessons] == [
        ("a fox", (FOX,)), (None, (Mended("colour", "red", "blue", 0),)),
    ]  # fmt: skip
    assert [each.rpartition(": ")[2] for each in found.skipped] == [
        "its facts were corrected differently elsewhere"
    ] * 2
    found.lessons[0].file.write_bytes(b"noise")
    left = read_lessons(export)
    assert len(left.lessons) == 1 and "its bytes differ" in left.skipped[0]
    with pytest.raises(RatingsError, match="is no export to learn from"):
        read_lessons(tmp_path)


def test_too_few_are_refused_with_the_number_that_is_missing() -> None:
    with pytest.raises(RatingsError, match="20 more pictures with a corrected fact are needed"):
        drawings.drawings(None, [], [])  # type: ignore[arg-type]


def lesson(read: str, caption: str, language: str = "en") -> Lesson:
    return Lesson("line 1", Path(), "0" * 64, language, read, caption, ())


def test_a_new_word_in_the_place_of_a_name_is_a_name() -> None:
    said = [lesson("A red fox on the beach.", "a red kitsune on the beach")] * 3
    said += [lesson("一只狐狸在草地上。", "一只狐仙在草地上", "zh")] * 3
    said += [lesson("A dog.", "a wolpertinger")] * 2 + [lesson("A dog.", "a cat")] * 5
    usual = names(said)
    assert usual == {"kitsune": "fox", "狐仙": "狐狸"}
    assert in_usual_words("Two Kitsune and a kitsunebi.", usual) == "Two fox and a kitsunebi."
    assert in_usual_words("一只红色的狐仙。", usual) == "一只红色的狐狸。"


def test_what_was_corrected_counts_more() -> None:
    assert changed([5, 1, 2, 3, 9], [5, 1, 7, 8, 3, 9]) == [1.0, 4.0, 4.0, 4.0, 1.0]
    assert changed([5, 1, 2], [5, 1, 2]) == [1.0, 1.0]


def test_cells_are_read_as_the_whole_map_is() -> None:
    torch.manual_seed(0)
    config = RecogniserConfig(objects=7, colours=5, actions=4, places=3, times=2, styles=6, width=8, hidden=12)
    network = Recogniser(config)
    features = torch.randn(2, 8, 5, 5)
    network.train()
    network.gather.eval()
    sight = network(features)
    around = torch.nn.functional.pad(features, (1, 1, 1, 1)).unfold(2, 3, 1).unfold(3, 3, 1)[:, :, 0, 3]
    centre, scale, *local = network.in_cells(around)
    assert torch.allclose(centre[:, 0], sight.centre[:, 0, 3], atol=1e-6)
    assert torch.allclose(scale[:, 0], sight.scale[:, 0, 3], atol=1e-6)
    for name, logit in zip(LOCAL, local, strict=True):
        assert torch.allclose(logit, getattr(sight, name)[:, 0, 3], atol=1e-6), name
    whole = network.of_whole(torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1))
    for name, logit in zip(WHOLE, whole, strict=True):
        assert torch.allclose(logit, getattr(sight, name), atol=1e-6), name


def test_a_thing_is_found_again_where_a_view_moved_it() -> None:
    dice = torch.Generator().manual_seed(3)
    inside = 0
    for _ in range(20):
        turn = drawings._turn(dice)
        dot = torch.zeros(1, 1, 60, 60)
        dot[0, 0, 40:44, 18:22] = 1.0  # around x 1/3, y 0.7
        grid = torch.nn.functional.affine_grid(turn.unsqueeze(0), [1, 1, 60, 60], align_corners=False)
        seen = torch.nn.functional.grid_sample(dot, grid, align_corners=False)[0, 0]
        cells = drawings._near((20 / 60, 42 / 60), turn, 15)
        if seen.sum() > 12 and len(cells) == 9:
            row, column = divmod(int(seen.flatten().argmax()), 60)
            middle = cells[4]
            assert abs(middle[0] - row // 4) <= 1 and abs(middle[1] - column // 4) <= 1
            inside += 1
    assert inside > 10


def test_what_is_of_one_picture_is_in_one_fold() -> None:
    pictures = [str(number % 10) for number in range(40)]
    fold = folds(pictures, 0, 4)
    assert set(fold) == {0, 1, 2, 3} and fold == folds(pictures, 0, 4) != folds(pictures, 1, 4)
    assert len({(picture, number) for picture, number in zip(pictures, fold, strict=True)}) == 10


def proof(before: float, after: float, language: str = "") -> Proof:
    return Proof(Path(), before, after, 1.0, "dog", "fox", "fox", language)


FINE = {"facts right": Guard(0.9, 0.895)}
VERDICTS = {
    "better": ([proof(0, 1)] * 15 + [proof(0, 0)] * 5, FINE, "is right more often"),
    "no better": ([proof(0, 1)] * 5 + [proof(1, 0)] * 5, FINE, "no significant gain"),
    "worse for one language": (
        [proof(0, 1, "en")] * 20 + [proof(1, 0, "zh")] * 4 + [proof(1, 1, "zh")], FINE, "it is worse in Chinese"),
    "forgetful": ([proof(0, 1)] * 20, {"facts right": Guard(0.9, 0.85)}, "facts read right fall from 0.900 to 0.850"),
}  # fmt: skip


@pytest.mark.parametrize("case", VERDICTS)
def test_the_gate(case: str, tmp_path: Path) -> None:
    proofs, guards, reason = VERDICTS[case]
    verdict = judge(proofs, guards)
    assert verdict.promotable is (case == "better") and reason in verdict.reason
    assert reason in sentences(verdict)[-1]
    Image.new("RGBA", (9, 5), (255, 0, 0, 0)).save(tmp_path / "a.png")
    about = {"version": "0001-x", "what": "recogniser", "made": "now", "export": "0" * 64, "skipped": 0, "notes": {}}
    told = page(about, verdict, shown([replace(each, file=tmp_path / "a.png") for each in proofs]))
    assert told.count("data:image/jpeg") == min(12, len(proofs)) and "http" not in told
    assert all(verdict.reason_in(language) in told.replace("&#39;", "'") for language in ("en", "zh"))

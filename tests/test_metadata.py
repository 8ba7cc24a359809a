"""What a PNG says of its making survives the file, and damage is named."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from txt2img.metadata import FORMAT, OWN, PARAMETERS, Made, NotOurs, read, text_chunks
from world.plan import Backdrop, Blend, Layer, Plan, Pose
from world.scene import Scene, Thing

OLD = Path(__file__).parent / "old_store" / "images"
CAT = Layer("cat", Pose(0.5, 0.6, 0.3), 11, "black", "flat", 0, Blend("owl", 0.5))
PLAN = Plan(Scene((Thing(0, "cat", "black"),)), Backdrop("grass", "night", 5), (CAT,), 9)
MADE = Made("一只黑猫", "zh", PLAN, "abc123")


def saved(path: Path, chunks: PngInfo | None) -> Path:
    Image.new("RGB", (4, 4), "orange").save(path, pnginfo=chunks)
    return path


def damaged(**changes: object) -> PngInfo:
    content = {"format": FORMAT, "prompt": "a", "language": "en", "weights": "w", "plan": MADE.plan.to_json()} | changes
    chunks = PngInfo()
    chunks.add_itxt(OWN, json.dumps(content))
    return chunks


def test_what_was_written_is_read(tmp_path: Path) -> None:
    made, image = read(saved(tmp_path / "cat.png", text_chunks(MADE)))
    assert made == MADE and image.getpixel((0, 0)) == (255, 165, 0)
    with Image.open(tmp_path / "cat.png") as written:
        assert written.info[PARAMETERS] == "一只黑猫\nSeed: 9, Model: tuwen, Model hash: abc123"


def test_what_a_seed_does_not_draw_again_names_none(tmp_path: Path) -> None:
    changed = replace(MADE, seeded=False)
    made, _ = read(saved(tmp_path / "cat.png", text_chunks(changed)))
    assert made == changed
    with Image.open(tmp_path / "cat.png") as written:
        assert written.info[PARAMETERS] == "一只黑猫\nModel: tuwen, Model hash: abc123"


@pytest.mark.parametrize(
    ("chunks", "said"),
    [
        (None, "does not say how it was drawn"),
        (damaged(format=1), "another version of Tuwen \\(format 1\\)"),
        (damaged(plan={}), "is damaged"),
        (damaged(plan=replace(PLAN, layers=(replace(CAT, of=7),)).to_json()), "things that the scene does not hold"),
        (damaged(plan=replace(MADE.plan, layers=(replace(CAT, what="samurai"),)).to_json()), "is damaged"),
        (damaged(plan=replace(MADE.plan, layers=(CAT,) * 65).to_json()), "is damaged"),
        (damaged(plan=replace(MADE.plan, layers=(replace(CAT, pose=Pose(0.5, 0.5, 0.0)),)).to_json()), "lie nowhere"),
        (damaged(plan=replace(MADE.plan, layers=(replace(CAT, colour="mauve"),)).to_json()), "no colour 'mauve'"),
        (damaged(plan=replace(MADE.plan, layers=(replace(CAT, blend=Blend("imp")),)).to_json()), "no object 'imp'"),
        (damaged(plan=replace(MADE.plan, backdrop=Backdrop("moon", "day", 1)).to_json()), "no place 'moon'"),
        (damaged(plan=replace(MADE.plan, backdrop=None, layers=()).to_json()), "is damaged"),
    ],
)
def test_what_cannot_be_drawn_again_says_why(tmp_path: Path, chunks: PngInfo | None, said: str) -> None:
    with pytest.raises(NotOurs, match=said):
        read(saved(tmp_path / "cat.png", chunks))


def test_other_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_text("meow")
    with pytest.raises(NotOurs, match="is no picture that can be read"):
        read(tmp_path / "cat.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "cat.jpg")
    with pytest.raises(NotOurs, match="does not say how it was drawn"):
        read(tmp_path / "cat.jpg")
    with pytest.raises(OSError, match="nowhere"):
        read(tmp_path / "nowhere.png")


def test_pictures_of_earlier_versions_say_how_they_were_drawn() -> None:
    made = [read(path)[0] for path in sorted(OLD.rglob("*.png"))]
    assert len(made) == 5 and {each.plan.seed for each in made} and all(each.plan.bodies for each in made)

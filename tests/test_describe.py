"""Describing with everything that ships: drawings get a caption and facts, photos what was found in them."""

import re
from pathlib import Path

import pytest
import torch
from PIL import Image
from torchvision.transforms.functional import to_pil_image

from img2txt.caption import BEAMS, Narrator
from img2txt.describe import WEIGHTS, TuwenDescriber, UnknownDescriber, doubted, is_a_guess, load_describer
from img2txt.description import SeenFact, is_doubtful
from img2txt.facts import seen_sayable
from img2txt.insight import KINDS
from language.named import fact_f1
from models.weights import WeightsError
from txt2img.draw import TuwenPainter
from world.gist import Gist, Kind
from world.scene import Scene
from world.vocabulary import LANGUAGES

HAN, LATIN = r"[\u4e00-\u9fff]", r"[a-zA-Z]"


@pytest.fixture(scope="module")
def drawing(painter: TuwenPainter) -> Image.Image:
    """The best of four red cars on the beach."""
    return painter.draw(Scene.of(Gist((Kind("car", "red"),), place="beach")), language="en", count=4, seed=0)[0].image


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    """Smooth shades under a grain, as a camera makes them."""
    random = torch.Generator().manual_seed(0)
    coarse = torch.rand(1, 3, 6, 6, generator=random)
    shades = torch.nn.functional.interpolate(coarse, size=(256, 384), mode="bicubic", align_corners=False)[0]
    return to_pil_image((shades + 0.05 * torch.randn(3, 256, 384, generator=random)).clamp(0, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_gets_a_caption_in_its_language_and_facts(
    describer: TuwenDescriber, drawing: Image.Image, language: str
) -> None:
    told = describer.describe(drawing, language)
    assert (told.kind, told.language) == ("drawing", language) and told.seconds > 0
    wanted, other = (HAN, LATIN) if language == "zh" else (LATIN, HAN)
    assert re.search(wanted, told.caption) and not re.search(other, told.caption) and "<" not in told.caption
    assert re.fullmatch(r"[0-9a-f]{12}", told.weights)
    assert all(0 <= fact.probability <= 1 for fact in told.facts)
    assert {("object", "car", 0), ("colour", "red", 0), ("place", "beach", None)} <= {
        (fact.fact, fact.value, fact.of) for fact in told.facts
    }


def test_describing_is_the_same_each_time(describer: TuwenDescriber, drawing: Image.Image) -> None:
    first, second = (describer.describe(drawing, "en") for _ in range(2))
    assert (first.caption, first.facts) == (second.caption, second.facts)


def test_size_and_edges_hardly_matter(describer: TuwenDescriber, drawing: Image.Image) -> None:
    for side in (160, 512):
        told = describer.describe(drawing.resize((side, side), Image.Resampling.LANCZOS), "en")
        assert told.kind == "drawing" and "car" in {fact.value for fact in told.facts}


@pytest.mark.parametrize("language,lead", [("en", "A photo"), ("zh", "这是一张照片")])
def test_a_photo_of_nothing_is_told_so(describer: TuwenDescriber, photo: Image.Image, language: str, lead: str) -> None:
    told = describer.describe(photo, language)
    assert told.kind == "photo" and told.caption.startswith(lead) and told.gaze is not None
    assert "not sure" in told.caption or "不确定" in told.caption  # shades are nothing
    assert {(fact.fact, fact.of) for fact in told.facts} <= {("colour", None)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_images_are_described_as_each_alone_and_in_their_order(
    describer: TuwenDescriber, painter: TuwenPainter, drawing: Image.Image, photo: Image.Image, language: str
) -> None:
    others = [
        painter.draw(Scene.of(Gist((Kind(key),))), language="en", count=1, seed=1)[0].image for key in ("moon", "whale")
    ]
    images = [photo, *others, drawing.resize((90, 200)), photo.rotate(180), drawing]
    together = describer.describe_all(images, language)
    assert [told.kind for told in together] == ["photo", *["drawing"] * 3, "photo", "drawing"]
    for told, image in zip(together, images, strict=True):
        alone = describer.describe(image, language)
        assert (told.caption, told.language, told.weights) == (alone.caption, language, alone.weights)
        assert [(f.fact, f.value, f.of) for f in told.facts] == [(f.fact, f.value, f.of) for f in alone.facts]
        assert [f.probability for f in told.facts] == pytest.approx([f.probability for f in alone.facts], abs=1e-3)
    assert describer.describe_all([], language) == []


@pytest.mark.parametrize("size", [(8, 8), (2048, 40), (1, 1)])
def test_an_empty_picture_of_any_shape_is_described(describer: TuwenDescriber, size: tuple[int, int]) -> None:
    told = describer.describe(Image.new("RGB", size, (230, 230, 225)), "en")
    assert told.caption and told.kind == "drawing"


def test_an_unknown_describer_is_told_the_choices() -> None:
    with pytest.raises(UnknownDescriber, match="no describer named 'vasari'; choose one of tuwen"):
        load_describer("vasari")


@pytest.mark.parametrize(
    "missing", ["encoder", "recogniser", "captioner", "matcher", "tokenizer", "gate", "detector", "pose"]
)
def test_a_missing_network_is_named(tmp_path: Path, missing: str) -> None:
    for folder in WEIGHTS.iterdir():
        if folder.name != missing:
            (tmp_path / folder.name).symlink_to(folder)
    with pytest.raises(WeightsError, match=rf"{missing}/\w+\.json .*git checkout -- weights/{missing}"):
        TuwenDescriber(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matcher_and_the_facts_have_a_say_in_what_is_said(
    describer: TuwenDescriber, drawing: Image.Image, language: str
) -> None:
    views, insight = describer.eye.look(describer.eye.prepare(drawing)[0].unsqueeze(0))
    narrator, seen = describer.narrator, seen_sayable(views[0])
    (told,) = narrator.say(views, insight, language)
    first = narrator.tokenizer.get_vocab()[f"<{language}>"]
    (found,) = narrator.captioner.captions(insight, first, BEAMS)
    sentences = [narrator._narration(caption, language) for caption in found]
    likeness = narrator.scales.weigh(insight[[0] * len(found)], [said.text for said in sentences])
    scores = [
        caption.score + like + fact_f1(said.text, seen)
        for caption, like, said in zip(found, likeness, sentences, strict=True)
    ]
    assert found == sorted(found, key=lambda caption: -caption.score)
    assert told.text == sentences[scores.index(max(scores))].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_piece_of_a_caption_looked_somewhere(
    describer: TuwenDescriber, drawing: Image.Image, language: str
) -> None:
    views, insight = describer.eye.look(describer.eye.prepare(drawing)[0].unsqueeze(0))
    (told,) = Narrator(WEIGHTS).say(views, insight, language)
    assert told.pieces and told.looked.shape == (len(told.pieces), KINDS + 1)
    torch.testing.assert_close(told.looked.sum(1), torch.ones(len(told.pieces)))


def test_a_caption_without_a_recognised_thing_is_doubtful() -> None:
    assert is_doubtful("drawing", "A cat.", ["place"]) and is_doubtful("drawing", "一只猫。", [])
    assert not is_doubtful("drawing", "A cat.", ["object", "place"]) and not is_doubtful("photo", "A cat.", [])
    assert not is_doubtful("drawing", "A sunny beach.", ["place"])


def test_a_drawing_in_another_hand_is_told_with_doubt() -> None:
    assert doubted("A cat on the grass.", "en") == "Perhaps a cat on the grass."
    assert doubted("草地上有一只猫。", "zh") == "可能是草地上有一只猫。"
    known, guessed = SeenFact("object", "cat", 0, 0.9), SeenFact("object", "dog", 1, 0.6)
    assert is_a_guess("foreign", [known]) and is_a_guess("strange", [known, guessed]) and is_a_guess("strange", [])
    assert not is_a_guess("strange", [known]) and not is_a_guess("drawing", [guessed])

"""Train a generator of whole pictures: `python -m training.picture_generator --data FOLDER --minutes 30`.

Where a world has no layers, a picture is drawn as a whole from the words of its caption. Every training picture has a
code of its own in place of noise, learnt with the generator (GLO, Bojanowski et al. 2018), so that there is a true
picture to compare with; pictures of captions with random noise are judged by a discriminator on frozen ImageNet
features that also sees true pictures under wrong captions (Reed et al. 2016, Sauer et al. 2021).
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import l1_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image
from transformers import PreTrainedTokenizerFast

from img2txt.decode import open_image
from img2txt.recognise import squared
from models.backbone import CHANNELS, frozen_pyramid
from models.discriminator import DiscriminatorConfig
from models.picture_generator import PictureGenerator, PictureGeneratorConfig
from models.text_encoder import TextEncoderConfig
from models.tokenizer import load_tokenizer
from training.adversarial import Adversary, Contest, feature_distance
from training.data_mix import open_folder
from training.folder import Captioned, Folder
from training.loop import Task, train
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded

NAME = "picture_generator"
PICTURES = "pictures.json"  # in the run's folder: whose codes it learns
SHOWN = 24  # captions on a sheet


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    widths: tuple[int, ...]
    batch: int
    learning_rate: float = 1e-3
    codes_rate: float = 10.0  # of the learning rate, for the codes: each is seen seldom
    pixel: float = 4.0
    feature: float = 1.0
    adversarial: float = 0.06


TIERS = {
    "cpu": Tier(widths=(192, 160, 128, 64, 32), batch=16),
    "gpu": Tier(widths=(256, 256, 192, 128, 64, 32), batch=128),
}


class Learning(nn.Module):
    """The generator, and the code of every picture that it learns from; the codes do not ship."""

    def __init__(self, generator: PictureGenerator, pictures: int):
        super().__init__()
        self.generator = generator
        self.codes = nn.Embedding(pictures, generator.config.noise_dim)

    def forward(
        self,
        words: Int[Tensor, "b t"],
        mask: Int[Tensor, "b t"],
        which: Int[Tensor, "b"],
        noise: Float[Tensor, "b z"],
    ) -> tuple[Float[Tensor, "b2 3 s s"], Float[Tensor, "b d"]]:
        """Each caption drawn with its picture's code, then each with noise; and what was made of the captions."""
        content = self.generator.content(words, mask)
        return self.generator(content.repeat(2, 1), torch.cat([self.codes(which), noise])), content


def spoken(
    captions: Sequence[str], tokenizer: PreTrainedTokenizerFast, device: torch.device
) -> tuple[Int[Tensor, "b t"], Int[Tensor, "b t"]]:
    """Captions as words and mask."""
    told = tokenizer(list(captions), padding=True, truncation=True, return_tensors="pt").to(device)
    return told["input_ids"], told["attention_mask"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, metavar="FOLDER", required=True, help="captioned pictures to learn from")
    arguments = parse_arguments(NAME, TIERS, parser)
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer")
    folder = open_folder(arguments, str(device), accelerator.is_main_process, validation=0)
    assert folder is not None
    config = PictureGeneratorConfig(widths=tier.widths, text=TextEncoderConfig(words=len(tokenizer)))
    noted = arguments.run.folder / PICTURES
    names = [str(path.relative_to(arguments.data)) for path in pictures_of(folder)]
    if arguments.resume and noted.exists() and json.loads(noted.read_text(encoding="utf-8")) != names:
        parser.error("--resume: the folder holds other pictures than before; begin anew, without it")
    if accelerator.is_main_process:
        noted.write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    number = {path: n for n, path in enumerate(pictures_of(folder))}
    network = Learning(PictureGenerator(config), len(number)).to(device)
    network.to(memory_format=torch.channels_last)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    adversary = Adversary(DiscriminatorConfig(channels=CHANNELS[2:], told=config.content_dim), accelerator)
    pictures = Pictures(config.size)

    def loss(network: Learning, _: float) -> dict[str, Tensor]:
        rows = folder.draw(tier.batch, rng)
        true = pictures.of(rows).to(device)
        which = torch.tensor([number[row.path] for row in rows], device=device)
        captions = [row.caption for row in rows]
        noise = torch.randn(tier.batch, config.noise_dim, generator=random, device=device)
        with accelerator.autocast():
            drawn, content = network(*spoken(captions, tokenizer, device), which, noise)
        drawn, told = drawn.float(), content.detach().float()
        with torch.no_grad():
            real = features(true.contiguous(memory_format=torch.channels_last))
        both = [feature.chunk(2) for feature in features(drawn.contiguous(memory_format=torch.channels_last))]
        feature = torch.stack([feature_distance(f, r) for (f, _), r in zip(both, real, strict=True)]).mean()
        return {
            "pixel": tier.pixel * l1_loss(drawn[: tier.batch], true),
            "feature": tier.feature * feature,
            "adversarial": tier.adversarial
            * adversary.generator_loss(Contest([f for _, f in both[2:]], real[2:], told, another(told, captions))),
        }

    some = list({row.path: row for row in folder.training}.values())[:SHOWN]
    task = Task(
        network=network,
        optimizer=Adam(
            [
                {"params": network.generator.parameters(), "lr": tier.learning_rate},
                {"params": network.codes.parameters(), "lr": tier.codes_rate * tier.learning_rate},
            ],
            betas=(0.0, 0.99),
        ),
        batch=tier.batch,
        loss=loss,
        card=lambda watch, _: card(watch, arguments.tier, folder),
        after_step=adversary.step,
        parts=lambda network: {"": network.generator},
        sheet=lambda network, path: sheet(network.generator, pictures.of(some), some, tokenizer, path),
        clip=5.0,
    )
    train(task, accelerator, arguments)


def pictures_of(folder: Folder) -> list[Path]:
    """The pictures that a folder teaches with, each once; their codes are numbered so."""
    return list(dict.fromkeys(row.path for row in folder.training))


def another(told: Float[Tensor, "b d"], captions: Sequence[str]) -> Float[Tensor, "b d"]:
    """For each caption what was made of the next other one; where all are alike, what nobody says."""
    count = len(captions)
    others = [
        next((n % count for n in range(i + 1, i + count) if captions[n % count] != captions[i]), None)
        for i in range(count)
    ]
    return torch.stack([-told[i] if other is None else told[other] for i, other in enumerate(others)])


class Pictures:
    """The folder's pictures as squares of one size, each read once."""

    def __init__(self, size: int):
        self.size = size
        self.read: dict[Path, Int[Tensor, "3 s s"]] = {}  # bytes: a quarter of the memory

    def of(self, rows: Sequence[Captioned]) -> Float[Tensor, "b 3 s s"]:
        """The pictures of some rows, in [0, 1]."""
        for row in rows:
            if row.path not in self.read:
                self.read[row.path] = (255 * squared(open_image(row.path), self.size)).round().byte()
        return torch.stack([self.read[row.path] for row in rows]).float() / 255


@torch.no_grad()
def sheet(
    generator: PictureGenerator,
    true: Float[Tensor, "n 3 s s"],
    rows: Sequence[Captioned],
    tokenizer: PreTrainedTokenizerFast,
    path: Path,
) -> None:
    """Pictures of the folder, and below each what is drawn of its caption with noise that it never saw."""
    device = next(generator.parameters()).device
    noise = torch.randn(len(rows), generator.config.noise_dim, generator=torch.Generator().manual_seed(0)).to(device)
    drawn = generator(generator.content(*spoken([row.caption for row in rows], tokenizer, device)), noise)
    save_image(make_grid(torch.cat([true, drawn.cpu()]), nrow=len(rows), padding=1), path)


def card(watch: Stopwatch, tier: str, folder: Folder) -> str:
    return f"""# Picture generator ({tier} tier)

Draws whole pictures from captions. Trained by `training.picture_generator` for {watch.steps} steps, {watch.images}
pictures, {watch.seconds / 60:.0f} minutes on a folder of {folder.report.training} captioned pictures. It knows what
that folder shows and nothing else, and may come close to its pictures."""


if __name__ == "__main__":
    main()

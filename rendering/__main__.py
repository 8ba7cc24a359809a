"""`python -m rendering data` fetches the art and makes the sprites, `photographs` what seeing is measured on; `preview`
draws a sheet, `balance` counts facts."""

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random

import torch
from torchvision.utils import make_grid, save_image

from language.captions import caption
from rendering import other_artists, photographs, sprites
from rendering.art import ArtError
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import training_scene
from world.terminal import speak_anywhere
from world.vocabulary import ACTIONS, COLOURS, LANGUAGES, OBJECTS, PLACES, STYLES


def main() -> int:
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="python -m rendering", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("data", help="fetch the pinned art sets and write the sprite packs")
    commands.add_parser("photographs", help="fetch the pinned photographs that seeing is measured on (needs apt)")
    preview = commands.add_parser("preview", help="a sheet of true renders, its captions printed")
    preview.add_argument("--out", type=Path, default=Path("sheet.png"))
    preview.add_argument("--count", type=int, default=32)
    preview.add_argument("--seed", type=int, default=0)
    balance = commands.add_parser("balance", help="how often training scenes hold each value of each slot")
    balance.add_argument("--count", type=int, default=20_000)
    balance.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.command == "balance":
        return _balance(arguments.count, arguments.seed)
    try:
        if arguments.command == "photographs":
            return _photographs()
        return _data() if arguments.command == "data" else _preview(arguments.out, arguments.count, arguments.seed)
    except ArtError as error:
        print(error, file=sys.stderr)
        return 1


def _data() -> int:
    for pack, count in (sprites.build() | other_artists.build()).items():
        size = (sprites.DATA / pack).stat().st_size / 1e6
        print(f"{pack}: {count} sprites, {size:.1f} MB")
    print(
        f"{len(OBJECTS)} objects, {len(STYLES)} styles, {len(COLOURS) - 1} colours and natural, "
        f"{len(ACTIONS)} actions, {len(PLACES)} places"
    )
    return 0


def _photographs() -> int:
    for album, count in photographs.build().items():
        print(f"photographs/{album}: {count} images")
    return 0


def _balance(count: int, seed: int) -> int:
    """A line a slot: the share of scenes that say it, its values, the rarest and the commonest of them."""
    rng = Random(seed)
    scenes = [training_scene(rng) for _ in range(count)]
    told: dict[str, Counter[str]] = {}
    holding: Counter[str] = Counter()
    for scene in scenes:
        facts = scene.facts()
        holding.update({fact.fact for fact in facts})
        for fact in facts:
            told.setdefault(fact.fact, Counter())[fact.value] += 1
    print(f"{count} training scenes, seed {seed}")
    for slot, values in told.items():
        (common, most), (rare, least) = values.most_common(1)[0], values.most_common()[-1]
        said = f"{holding[slot] / count:.0%} of scenes, {len(values)} values"
        print(f"{slot:9s} {said}, from {rare} ({least}) to {common} ({most})")
    return 0


def _preview(out: Path, count: int, seed: int) -> int:
    rng = Random(seed)
    plans = [lay_out(training_scene(rng), rng) for _ in range(count)]
    pictures = render(plans, sprites.atlas(64), 128, torch.Generator().manual_seed(seed))
    save_image(make_grid(pictures, nrow=8, padding=2), out)
    for i, plan in enumerate(plans):
        print(f"{i + 1:3d}", " | ".join(caption(plan.scene.gist(), language, rng) for language in LANGUAGES))
    print(f"wrote {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

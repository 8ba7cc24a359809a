"""Play dialogues through the real conversation, for somebody to judge: `python -m evaluation.play FILE --out OUT`.

A line of FILE is one dialogue: {"id": …, "language": …, "turns": [{"say": …, "want": …}, …]}, where `want` says plainly
what the writer wants to see then. What comes out is a line a turn: what was said, wanted and answered, the scene
before and after with every single thing, which picture it began from, and the readings that were offered, if any.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from chat.conversation import Chat
from chat.settings import Settings
from chat.standing import Standing
from img2txt.describe import TuwenDescriber
from storage.store import Store
from txt2img.draw import WEIGHTS, TuwenPainter
from understanding.understand import Understanding
from world.terminal import speak_anywhere


def played(chat: Chat, dialogue: dict) -> Iterator[dict]:
    """What the conversation makes of each turn."""
    conversation = chat.start(dialogue.get("language", "en")).id
    for number, turn in enumerate(dialogue["turns"], 1):
        before = chat.standing(conversation)
        reply = chat.reply(conversation, turn["say"]).answered
        after = chat.standing(conversation)
        yield {
            "dialogue": dialogue.get("id"),
            "turn": number,
            "said": turn["say"],
            "wanted": turn.get("want", ""),
            "before": _scene(before),
            "answer": reply.text,
            "options": [option["label"] for option in reply.payload.get("options", [])],
            "drew": len(reply.pictures),
            "after": _scene(after),
            "began_from": reply.payload.get("begun_from"),
        }


def _scene(where: Standing) -> list[str] | None:
    """A line for every thing, relation and word of the whole; None where nothing was drawn."""
    if where.state.scene is None:
        return None
    return [*where.state.scene.lines(), *(["sticker"] if where.state.sticker else [])]


def main(arguments: Sequence[str] | None = None) -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of all networks")
    chosen = parser.parse_args(arguments)
    dialogues = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with TemporaryDirectory() as folder, Store.open(data_dir=Path(folder)) as store:
        settings = Settings(candidates=1)
        chat = Chat(
            store, Understanding(chosen.weights), TuwenPainter(chosen.weights), TuwenDescriber(chosen.weights), settings
        )
        with chosen.out.open("w", encoding="utf-8") as out:
            for dialogue in dialogues:
                for turn in played(chat, dialogue):
                    out.write(json.dumps(turn, ensure_ascii=False) + "\n")
                    out.flush()


if __name__ == "__main__":
    main()

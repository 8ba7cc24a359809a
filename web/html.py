"""The page's HTML: templates of `templates/` filled with plain values, each of which is escaped."""

import json
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chat.texts import say

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, language: str, **values: object) -> str:
    """A template with its values; its `say` speaks the language, its `json` writes what a click or a script is told."""
    return TEMPLATES.get_template(f"{template}.html").render(say=partial(say, language=language), json=_json, **values)


def _json(**what: object) -> str:
    return json.dumps(what, ensure_ascii=False)

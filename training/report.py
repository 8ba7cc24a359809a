"""What the gate says of a version, as one page in both languages with pictures of before and after."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from PIL import Image

from training.verdict import Verdict
from training.wording import words
from world.vocabulary import LANGUAGES

SHOWN, SIDE = 12, 192  # of a page: pictures or pairs of them, and their sides in pixels


@dataclass(frozen=True)
class Shown:
    """Pictures of one case (one, or before and after), and what was said of it before and after, where that changed."""

    files: tuple[Path, ...]
    before: str = ""
    after: str = ""
    right: str = ""


PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ about.what }} {{ about.version }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f1e1c;
  background: #faf8f4 }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem } .scroll { overflow-x: auto } table { border-collapse: collapse }
td, th { padding: .2rem .7rem; text-align: right; font-weight: 400 } th { color: #6f685d }
td:first-child, th:first-child { text-align: left; padding-left: 0 }
figure { display: inline-block; margin: .5rem .5rem .5rem 0; vertical-align: top; max-width: 100% }
figcaption { max-width: 17rem } img { width: 12rem; max-width: 47%; border-radius: .5rem }
figure.one img { max-width: 100% }
td + td, th { white-space: nowrap } td:first-child { min-width: 7rem }
@media (max-width: 560px) { table { font-size: .8rem } td, th { padding: .2rem .35rem } }
section + section { border-top: 1px solid #e6e0d6; margin-top: 2rem }
</style>
{% for language, say in spoken %}<section lang="{{ language }}">
<h1>{{ say("may") if verdict.promotable else say("may_not") }}: {{ about.what }} {{ about.version }}</h1>
<p>{{ verdict.reason_in(language) }}{{ "。" if language == "zh" else "." }}</p>
<div class="scroll"><table><tr><th></th><th>{{ say("cases") }}</th><th>{{ say("groups") }}</th>
<th>{{ say("before") }}</th><th>{{ say("after") }}</th><th>{{ say("gain_95") }}</th></tr>
{% for name, each in rows %}<tr><td>{{ say(name) }}</td><td>{{ each.cases }}</td><td>{{ each.groups }}</td>
<td>{{ "%.3f" % each.before }}</td><td>{{ "%.3f" % each.after }}</td><td>{{ each.gain }}</td></tr>
{% endfor %}{% for name, each in verdict.guards.items() %}<tr><td>{{ say(name) }}</td><td></td><td></td>
<td>{{ "%.3f" % each.before }}</td><td>{{ "%.3f" % each.after }}</td>
<td>{{ say("falls_by", may_fall=each.may_fall) }}</td></tr>
{% endfor %}{% for name, value in about.notes.items() %}<tr><td>{{ say(name) }}</td><td>{{ value }}</td></tr>
{% endfor %}</table></div>
<p>{{ say("measured", made=about.made, export=about.export[:12], skipped=about.skipped) }}</p>
</section>{% endfor %}
{% if shown %}<section><h2>{{ shown_as }}</h2>
{% for images, each in shown %}<figure{% if images|length == 1 %} class="one"{% endif %}>
{% for image in images %}<img src="{{ image }}" alt=""> {% endfor %}
{% if each.right %}<figcaption>{{ each.before }} → {{ each.after }}<br><b>✎ {{ each.right }}</b></figcaption>{% endif %}
</figure>
{% endfor %}</section>{% endif %}</html>
"""


def page(about: Mapping[str, Any], verdict: Verdict, shown: Sequence[Shown]) -> str:
    """The report as one HTML file."""
    return (
        Environment(autoescape=True)
        .from_string(PAGE)
        .render(
            about=about,
            verdict=verdict,
            rows=[("all", verdict.learnt), *verdict.languages.items()],
            spoken=[(language, partial(words, language=language)) for language in LANGUAGES],
            shown=[([inline(file) for file in each.files], each) for each in shown[:SHOWN]],
            shown_as=" · ".join(words("shown", language) for language in LANGUAGES),
        )
    )


def inline(file: Path) -> str:
    """A small picture as an address that needs no file."""
    buffer = io.BytesIO()
    with Image.open(file) as image:
        small = image.convert("RGBA")
    paper = Image.new("RGBA", small.size, "white")
    paper.alpha_composite(small)
    paper.convert("RGB").resize((SIDE, SIDE)).save(buffer, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"

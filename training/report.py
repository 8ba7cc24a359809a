"""What the gate says of a version, in sentences and as a page with pictures of before and after."""

from collections.abc import Sequence

from jinja2 import Environment

from training.lesson_gate import SHOWN, inline
from training.promotion import Preferred, Verdict, first_of_answers
from training.ratings import Ratings

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{{ about.version }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
td, th { padding: .2rem .8rem; text-align: right } td:first-child, th:first-child { text-align: left }
figure { display: inline-block; margin: .5rem } img { width: 12rem; border-radius: .5rem }
</style>
<h1>{{ "May be promoted" if verdict.promotable else "Not promoted" }}: {{ about.version }}</h1>
<p>{{ verdict.reason }}.</p>
<table><tr><th></th><th>pairs</th><th>prompts</th><th>right before</th><th>right after</th><th>gain, 95 %</th></tr>
{% for name, each in rows %}<tr><td>{{ name }}</td><td>{{ each.pairs }}</td><td>{{ each.prompts }}</td>
<td>{{ "%.3f" % each.before }}</td><td>{{ "%.3f" % each.after }}</td>
<td>{{ "%+.3f" % each.gain.value }} ({{ "%+.3f" % each.gain.low }} to {{ "%+.3f" % each.gain.high }})</td></tr>
{% endfor %}</table>
<p>Measured on pairs of prompts whose ratings were not learnt from. In {{ firsts.changed }} of {{ firsts.answers }}
answers another picture stands first; of the facts said, {{ "%.3f" % firsts.found_before }} are found in what stood
first before, {{ "%.3f" % firsts.found_after }} in what does now. Learnt {{ about.made }} from export
{{ about.export[:12] }}; {{ about.skipped }} lines of it were skipped.</p>
{% if shown %}<h2>First before, first after</h2>{% endif %}
{% for before, after in shown %}
<figure><img src="{{ before }}" alt="before"> <img src="{{ after }}" alt="after"></figure>
{% endfor %}</html>
"""


def sentences(verdict: Verdict) -> list[str]:
    """The figures in a few lines."""
    rows = [("all", verdict.preferred), *verdict.languages.items()]
    firsts = verdict.firsts
    return [
        *(f"{name}: {_row(each)}" for name, each in rows),
        f"another picture stands first in {firsts.changed} of {firsts.answers} answers; facts found in what stands "
        f"first: {firsts.found_before:.3f} before, {firsts.found_after:.3f} after",
        verdict.reason,
    ]


def page(about: dict, verdict: Verdict, ratings: Ratings, worth: Sequence[float]) -> str:
    """The report as one HTML file."""
    changed = [pair for pair in first_of_answers(ratings, worth) if pair[0] != pair[1]][:SHOWN]
    shown = [tuple(inline(ratings.candidates[row].file) for row in pair) for pair in changed]
    rows = [("all", verdict.preferred), *verdict.languages.items()]
    template = Environment(autoescape=True).from_string(PAGE)
    return template.render(about=about, verdict=verdict, firsts=verdict.firsts, rows=rows, shown=shown)


def _row(each: Preferred) -> str:
    return (
        f"of {each.pairs} pairs in {each.prompts} prompts {each.before:.3f} right before, {each.after:.3f} after; gain "
        f"{each.gain.value:+.3f}, 95 % from {each.gain.low:+.3f} to {each.gain.high:+.3f}"
    )

"""Whether a network that learnt from corrections is better, on pictures that it did not learn from, at no cost."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment
from PIL import Image

from training.promotion import Interval, interval

SHOWN, SIDE = 12, 192  # pictures on the page, and their sides in pixels


@dataclass(frozen=True)
class Proof:
    """One corrected picture and two networks that did not learn from it: how many facts or words each has right."""

    file: Path
    before: float  # summed over `of`
    after: float
    of: float
    said_before: str
    said_after: str
    right: str  # what the correction says
    language: str = ""


@dataclass(frozen=True)
class Guard:
    """A figure on true renders of held-out scenes, which may not fall by more than a little."""

    before: float
    after: float
    may_fall: float = 0.01

    @property
    def holds(self) -> bool:
        return self.after >= self.before - self.may_fall


@dataclass(frozen=True)
class Proven:
    """How corrected pictures are read that were not learnt from."""

    pictures: int
    before: float  # a fact, or a word, on average
    after: float
    gain: Interval


@dataclass(frozen=True)
class LessonVerdict:
    """The gate's report."""

    promotable: bool
    reason: str
    learnt: Proven
    languages: dict[str, Proven]
    guards: dict[str, Guard]

    def to_json(self) -> dict:
        return asdict(self)


def judge_lessons(proofs: Sequence[Proof], guards: Mapping[str, Guard], seed: int = 0) -> LessonVerdict:
    """Better by a 95 % bootstrap interval over pictures, worse in no language, and no guarded figure fallen."""
    everything = _proven(proofs, seed)
    spoken = sorted({each.language for each in proofs} - {""})
    languages = {name: _proven([each for each in proofs if each.language == name], seed) for name in spoken}
    reason = _why_not(everything, languages, guards)
    told = reason or "what people corrected is right more often in pictures that were not learnt from"
    return LessonVerdict(reason is None, told, everything, languages, dict(guards))


def _proven(proofs: Sequence[Proof], seed: int) -> Proven:
    before, after, of = (np.array([getattr(each, name) for each in proofs]) for name in ("before", "after", "of"))
    gain = interval(after - before, of, seed)
    return Proven(len(proofs), float(before.sum() / of.sum()), float(after.sum() / of.sum()), gain)


def _why_not(everything: Proven, languages: Mapping[str, Proven], guards: Mapping[str, Guard]) -> str | None:
    if everything.gain.low <= 0:
        return (
            f"no significant gain: {everything.before:.3f} before, {everything.after:.3f} after in pictures that were "
            f"not learnt from (gain {_told(everything.gain)})"
        )
    for name, each in languages.items():
        if each.gain.high < 0:
            return f"it is worse for {name} (gain {_told(each.gain)})"
    for name, guard in guards.items():
        if not guard.holds:
            return f"{name} fall from {guard.before:.3f} to {guard.after:.3f}; they may fall by {guard.may_fall}"
    return None


def sentences(verdict: LessonVerdict) -> list[str]:
    """The figures in a few lines."""
    rows = [("all", verdict.learnt), *verdict.languages.items()]
    return [
        *(
            f"{name}: in {each.pictures} corrected pictures that were not learnt from {each.before:.3f} before, "
            f"{each.after:.3f} after; gain {_told(each.gain)}"
            for name, each in rows
        ),
        *(f"{name}: {guard.before:.3f} before, {guard.after:.3f} after" for name, guard in verdict.guards.items()),
        verdict.reason,
    ]


PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{{ about.version }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
td, th { padding: .2rem .8rem; text-align: right } td:first-child, th:first-child { text-align: left }
figure { display: inline-block; margin: .5rem; width: 17rem; vertical-align: top } img { width: 12rem }
</style>
<h1>{{ "May be promoted" if verdict.promotable else "Not promoted" }}: {{ about.what }} {{ about.version }}</h1>
<p>{{ verdict.reason }}.</p>
<table><tr><th></th><th>pictures</th><th>before</th><th>after</th><th>gain, 95 %</th></tr>
{% for name, each in rows %}<tr><td>{{ name }}</td><td>{{ each.pictures }}</td><td>{{ "%.3f" % each.before }}</td>
<td>{{ "%.3f" % each.after }}</td>
<td>{{ "%+.3f" % each.gain.value }} ({{ "%+.3f" % each.gain.low }} to {{ "%+.3f" % each.gain.high }})</td></tr>
{% endfor %}{% for name, each in verdict.guards.items() %}<tr><td>{{ name }}</td><td></td>
<td>{{ "%.3f" % each.before }}</td><td>{{ "%.3f" % each.after }}</td><td>may fall by {{ each.may_fall }}</td></tr>
{% endfor %}</table>
<p>Measured on corrected pictures that were not learnt from. Learnt {{ about.made }} from export
{{ about.export[:12] }}; {{ about.skipped }} lines of it were skipped.</p>
{% for image, each in shown %}
<figure><img src="{{ image }}" alt=""><figcaption>before: {{ each.said_before }}<br>after: {{ each.said_after }}<br>
corrected: <b>{{ each.right }}</b></figcaption></figure>
{% endfor %}</html>
"""


def page(about: dict, verdict: LessonVerdict, proofs: Sequence[Proof]) -> str:
    """The report as one HTML file, first the pictures that are read otherwise now."""
    changed = sorted(proofs, key=lambda each: each.said_before == each.said_after)[:SHOWN]
    shown = [(inline(each.file), each) for each in changed]
    rows = [("all", verdict.learnt), *verdict.languages.items()]
    return Environment(autoescape=True).from_string(PAGE).render(about=about, verdict=verdict, rows=rows, shown=shown)


def inline(file: Path) -> str:
    """A small picture as an address that needs no file."""
    buffer = io.BytesIO()
    with Image.open(file) as image:
        small = image.convert("RGBA")
    paper = Image.new("RGBA", small.size, "white")
    paper.alpha_composite(small)
    paper.convert("RGB").resize((SIDE, SIDE)).save(buffer, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _told(interval: Interval) -> str:
    return f"{interval.value:+.3f}, 95 % from {interval.low:+.3f} to {interval.high:+.3f}"

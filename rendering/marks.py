"""The marks that a comic draws to say what a thing does, as SVG; our own drawings, some variants each."""

_INK = "#3b4a6b"


def _haloed(lines: str, width: float) -> str:
    """Strokes with a light edge, so that they show on a dark ground."""
    edge = f'<g stroke="#f6f8ff" stroke-width="{width + 7}" stroke-linecap="round" stroke-linejoin="round">{lines}</g>'
    return (
        f'<g fill="none">{edge}<g stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">{lines}</g></g>'
    )


def _svg(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{body}</svg>'


def _shadow(variant: int) -> str:
    height = 13 + 1.5 * variant
    return f'<ellipse cx="50" cy="{97 - height}" rx="46" ry="{height}" fill="#101820" fill-opacity=".5"/>'


def _zzz(variant: int) -> str:
    ink = ("#3b4a6b", "#5570c9", "#2f3a55", "#6a5acd", "#4a6fa5", "#37508f")[variant]
    letters = ((6, 94, 20), (32, 66, 24), (62, 36, 28))
    path = "".join(f'<path d="M{x} {y - size}h{size}l-{size} {size}h{size}"/>' for x, y, size in letters)
    return f'<g stroke="{ink}">{_haloed(path, 6)}</g>'


def _speed(variant: int) -> str:
    rows = ((22, 20, 78), (42, 7, 66), (62, 16, 80), (82, 10, 60))
    path = "".join(f'<path d="M{start + 2 * variant} {y}H{end}"/>' for y, start, end in rows)
    return f'<g stroke="{_INK}">{_haloed(path, 5 + variant % 3)}</g>'


def _puff(variant: int) -> str:
    grow = variant * 0.8
    clouds = ((24, 76, 18), (50, 68, 22), (76, 80, 14), (40, 88, 12))
    return "".join(
        f'<circle cx="{x}" cy="{y}" r="{r + grow}" fill="#efe6d6" stroke="#b9a88c" stroke-width="3"/>'
        for x, y, r in clouds
    ) + "".join(f'<circle cx="{x}" cy="{y}" r="{r + grow - 3}" fill="#efe6d6"/>' for x, y, r in clouds)


def _splash(variant: int) -> str:
    wave = "M2 {y}q12 -18 24 0t24 0t24 0t24 0V98H2Z"
    drops = "".join(
        f'<ellipse cx="{x}" cy="{y - variant}" rx="4" ry="6" fill="#8fd3f7"/>'
        for x, y in ((12, 34), (88, 30), (70, 20))
    )
    return (
        f'<path d="{wave.format(y=58 + variant)}" fill="#5bb7ec"/>'
        f'<path d="{wave.format(y=72 + variant)}" fill="#2f8fd0"/>'
        f'<path d="{wave.format(y=86)}" fill="#1f74b5"/>{drops}'
    )


def _notes(variant: int) -> str:
    ink = ("#c2477f", "#3b4a6b", "#d0662b", "#6a5acd", "#20798b", "#a03060")[variant]
    shapes = (
        '<ellipse cx="20" cy="80" rx="12" ry="9"/><rect x="27" y="30" width="5" height="50"/>'
        '<ellipse cx="52" cy="72" rx="12" ry="9"/><rect x="59" y="22" width="5" height="50"/>'
        '<path d="M27 30L64 22V36L27 44Z"/><ellipse cx="76" cy="46" rx="10" ry="8"/>'
        '<rect x="81" y="8" width="5" height="38"/><path d="M81 8q13 6 11 20q-4 -8 -11 -8Z"/>'
    )
    return f'<g fill="#f6f8ff" stroke="#f6f8ff" stroke-width="7">{shapes}</g><g fill="{ink}">{shapes}</g>'


def _wind(variant: int) -> str:
    return f'<g stroke="#6f9cc4">{_haloed(_WIND, 6 + variant % 3)}</g>'


_WIND = '<path d="M10 36H58q16 0 16 -13t-14 -12"/><path d="M20 56H82q11 0 10 11t-13 9"/><path d="M10 76H46"/>'


def _sway(variant: int) -> str:
    bend = 9 + variant
    arcs = ((14, 24, 76), (4, 36, 64))
    left = "".join(f'<path d="M{x + 2} {top}q-{bend} {(low - top) / 2} 0 {low - top}"/>' for x, top, low in arcs)
    right = "".join(f'<path d="M{98 - x} {top}q{bend} {(low - top) / 2} 0 {low - top}"/>' for x, top, low in arcs)
    return f'<g stroke="#8a4fb0">{_haloed(left + right, 4 + variant % 3)}</g>'


def _tears(variant: int) -> str:
    drop = "M{x} {y}q-9 14 0 19q9 -5 0 -19Z"
    places = ((12, 30), (6, 56), (16, 76), (88, 34), (94, 58), (84, 78))
    path = "".join(f'<path d="{drop.format(x=x, y=y + variant)}"/>' for x, y in places)
    return f'<g fill="#49a9f0" stroke="#eaf6ff" stroke-width="3">{path}</g>'


def _bubble(variant: int) -> str:
    puffs = ((34, 34, 22), (60, 28, 24), (78, 44, 18), (52, 50, 22))
    edge = "".join(f'<circle cx="{x}" cy="{y}" r="{r + variant % 3 + 3}"/>' for x, y, r in puffs)
    inside = "".join(f'<circle cx="{x}" cy="{y}" r="{r + variant % 3}"/>' for x, y, r in puffs)
    tail = '<circle cx="24" cy="76" r="9"/><circle cx="10" cy="92" r="6"/>'
    dots = "".join(f'<circle cx="{x}" cy="40" r="5"/>' for x in (40, 57, 74))
    outline = '<g fill="none" stroke="#5d6b8a" stroke-width="3">' + tail + "</g>"
    return f'<g fill="#5d6b8a">{edge}</g><g fill="#ffffff">{inside}{tail}</g>{outline}<g fill="#5d6b8a">{dots}</g>'


def _sparkles(variant: int) -> str:
    star = "M{x} {top}Q{x} {y} {right} {y}Q{x} {y} {x} {low}Q{x} {y} {left} {y}Q{x} {y} {x} {top}Z"
    places = ((12, 22, 12), (88, 16, 13), (92, 62, 10), (8, 66, 10), (50, 8, 8))
    path = "".join(
        f'<path d="{star.format(x=x, y=y, top=y - s, low=y + s, left=x - s * 0.8, right=x + s * 0.8)}"/>'
        for x, y, s in ((x, y, r + variant % 3) for x, y, r in places)
    )
    return f'<g fill="#ffd84a" stroke="#fffbe0" stroke-width="2.5" stroke-linejoin="round">{path}</g>'


_DRAW = {
    "shadow": _shadow,
    "zzz": _zzz,
    "speed": _speed,
    "puff": _puff,
    "splash": _splash,
    "notes": _notes,
    "wind": _wind,
    "sway": _sway,
    "tears": _tears,
    "bubble": _bubble,
    "sparkles": _sparkles,
}


def mark_svg(mark: str, variant: int) -> str:
    """The SVG of a mark; `variant` in 0…5 stands where a thing has its art set."""
    return _svg(_DRAW[mark](variant))

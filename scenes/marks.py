"""The marks that a comic draws to say what a thing does, as SVG; our own drawings, some variants each."""

_INK = "#3b4a6b"


def _svg(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{body}</svg>'


def _shadow(variant: int) -> str:
    height = 13 + 1.5 * variant
    return f'<ellipse cx="50" cy="{97 - height}" rx="46" ry="{height}" fill="#101820" fill-opacity=".5"/>'


def _zzz(variant: int) -> str:
    ink = ("#3b4a6b", "#5570c9", "#2f3a55", "#6a5acd", "#4a6fa5", "#37508f")[variant]
    letters = ((4, 94, 22), (32, 66, 26), (62, 34, 30))
    path = "".join(
        f'<path d="M{x} {y - size}h{size}l-{size} {size}h{size}" fill="none" stroke="{ink}" '
        f'stroke-width="{size / 5:.1f}" stroke-linejoin="round" stroke-linecap="round"/>'
        for x, y, size in letters
    )
    return path


def _speed(variant: int) -> str:
    rows = ((22, 20, 78), (42, 5, 66), (62, 16, 80), (82, 8, 60))
    return "".join(
        f'<path d="M{start + 2 * variant} {y}H{end}" stroke="{_INK}" stroke-width="{6 + variant % 3}" '
        'stroke-linecap="round"/>'
        for y, start, end in rows
    )


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
        f'<ellipse cx="{x}" cy="{y - variant}" rx="4" ry="6" fill="#8fd3f7"/>' for x, y in ((12, 34), (88, 30), (70, 20))
    )
    return (
        f'<path d="{wave.format(y=58 + variant)}" fill="#5bb7ec"/>'
        f'<path d="{wave.format(y=72 + variant)}" fill="#2f8fd0"/>'
        f'<path d="{wave.format(y=86)}" fill="#1f74b5"/>{drops}'
    )


def _notes(variant: int) -> str:
    ink = ("#c2477f", "#3b4a6b", "#d0662b", "#6a5acd", "#20798b", "#a03060")[variant]
    return (
        f'<g fill="{ink}"><ellipse cx="18" cy="82" rx="13" ry="10"/><rect x="26" y="30" width="5" height="52"/>'
        '<ellipse cx="50" cy="74" rx="13" ry="10"/><rect x="58" y="22" width="5" height="52"/>'
        '<path d="M26 30L63 22V36L26 44Z"/>'
        '<ellipse cx="78" cy="44" rx="11" ry="8"/><rect x="84" y="4" width="5" height="40"/>'
        '<path d="M84 4q14 6 12 22q-4 -8 -12 -9Z"/></g>'
    )


def _wind(variant: int) -> str:
    width = 6 + variant % 3
    return (
        f'<g fill="none" stroke="#eef6ff" stroke-width="{width + 5}" stroke-linecap="round">{_WIND}</g>'
        f'<g fill="none" stroke="#7fa6c9" stroke-width="{width}" stroke-linecap="round">{_WIND}</g>'
    )


_WIND = '<path d="M8 36H58q16 0 16 -13t-14 -12"/><path d="M20 56H84q11 0 10 11t-13 9"/><path d="M6 76H46"/>'

_DRAW = {
    "shadow": _shadow,
    "zzz": _zzz,
    "speed": _speed,
    "puff": _puff,
    "splash": _splash,
    "notes": _notes,
    "wind": _wind,
}


def mark_svg(mark: str, variant: int) -> str:
    """The SVG of a mark; `variant` in 0…5 stands where a thing has its art set."""
    return _svg(_DRAW[mark](variant))

"""Paper, ink and a red seal: the colours that Gradio's own parts take."""

from gradio.themes import Base, sizes
from gradio.themes.utils.colors import Color

INK = Color(
    c50="#f6f3ed", c100="#efebe3", c200="#e4ded3", c300="#cfc7b9", c400="#a39b8d", c500="#7d766b",
    c600="#5d574e", c700="#433f39", c800="#2b2926", c900="#1f1e1c", c950="#171615", name="ink",
)  # fmt: skip
SEAL = Color(
    c50="#fcf1ee", c100="#f9e0da", c200="#f2bfb4", c300="#e89685", c400="#db6b56", c500="#c8432f",
    c600="#b23624", c700="#912b1d", c800="#74251b", c900="#5d221a", c950="#33100b", name="seal",
)  # fmt: skip
FONT = (
    "ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", "sans-serif",
)  # fmt: skip


def theme() -> Base:
    """Nothing is fetched for it: every font is the visitor's own."""
    base = Base(
        primary_hue=SEAL, secondary_hue=INK, neutral_hue=INK, font=list(FONT), font_mono=["ui-monospace", "monospace"],
        radius_size=sizes.radius_lg,
    )  # fmt: skip
    return base.set(
        body_background_fill="#faf8f4",
        body_background_fill_dark="#191817",
        body_text_color="#1f1e1c",
        body_text_color_dark="#ece7de",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#222120",
        background_fill_secondary="#f3efe8",
        background_fill_secondary_dark="#1d1c1b",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_label_background_fill="transparent",
        border_color_primary="#e4ded3",
        border_color_primary_dark="#363431",
        button_primary_background_fill="#c8432f",
        button_primary_background_fill_hover="#b23624",
        button_primary_background_fill_dark="#c8432f",
        button_primary_background_fill_hover_dark="#db6b56",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_hover="#f3efe8",
        button_secondary_background_fill_dark="#262523",
        button_secondary_background_fill_hover_dark="#302e2b",
        button_secondary_border_color="#e4ded3",
        button_secondary_border_color_dark="#3a3835",
        input_background_fill="#ffffff",
        input_background_fill_dark="#222120",
        input_border_color="#e4ded3",
        input_border_color_dark="#3a3835",
    )

"""What a visitor is told beside the conversation, for some seconds. The framework's headings of them are not shown."""

import html

import gradio as gr


def warn(sentence: str) -> None:
    """That something was not done."""
    gr.Warning(html.escape(sentence))


def inform(sentence: str, *, seconds: float = 3.0) -> None:
    """That something was done, or what to do."""
    gr.Info(html.escape(sentence), seconds)

"""What a visitor is told beside the conversation, for some seconds; its heading is in the page's language, too."""

import html

import gradio as gr

from chat.texts import say


def warn(sentence: str, language: str) -> None:
    """That something was not done."""
    gr.Warning(html.escape(sentence), title=say("page_warning", language))


def inform(sentence: str, language: str, *, seconds: float = 3.0) -> None:
    """That something was done, or what to do."""
    gr.Info(html.escape(sentence), seconds, title=say("page_info", language))

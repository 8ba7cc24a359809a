"""What Gradio does otherwise here: it fetches nothing from elsewhere, and says what fails in our words.

A value that somebody sends may name a file by an address; Gradio would fetch it, whoever asks and however large it is.
What fails before a handler is called, or after it, Gradio tells nobody of, or with paths in it.
"""

from functools import wraps
from typing import Any, NoReturn

import gradio as gr
from gradio import processing_utils, route_utils

from chat.texts import say
from chat.trouble import noted
from web.browser import accepted_language
from web.files import keep_uploads_apart


class FromElsewhere(Exception):
    """An address of a file, where the file itself was to be sent."""


def adapt(language: str) -> None:
    """From now on Gradio does so; sentences are in the language that a browser accepts, or else in this one."""
    keep_uploads_apart()
    processing_utils.async_ssrf_protected_get = processing_utils.async_ssrf_protected_download = _fetch_nothing
    call = getattr(route_utils.call_process_api, "__wrapped__", route_utils.call_process_api)

    @wraps(call)
    async def told(*given: Any, **named: Any) -> Any:
        try:
            return await call(*given, **named)
        except gr.Error:
            raise
        except Exception as error:
            spoken = _language(named.get("gr_request"), language)
            sentence = _too_few(named.get("fn"), named.get("body"), spoken) or _sentence(error, spoken)
        raise gr.Error(sentence, print_exception=False)

    route_utils.call_process_api = told


async def _fetch_nothing(url: str, cache_dir: str = "") -> NoReturn:
    raise FromElsewhere(url)


def _too_few(endpoint: Any, body: Any, language: str) -> str | None:
    """Which values a program left out of a call to a public endpoint; None where that is not what is wrong."""
    if endpoint is None or body is None or endpoint.api_visibility != "public":
        return None
    if len(body.data) >= len(endpoint.inputs):
        return None
    names = ", ".join(str(each.label) for each in endpoint.inputs)
    return say("api_values", language, name=endpoint.api_name, names=names)


def _sentence(error: Exception, language: str) -> str:
    if isinstance(error, FromElsewhere):
        return say("api_address", language)
    return say("page_failed", language, number=noted("a request failed", error))


def _language(request: Any, otherwise: str) -> str:
    """That of whoever asks; a request of the queue has its headers, too."""
    headers = getattr(request, "headers", None) or {}
    return accepted_language(headers.get("accept-language", ""), otherwise)

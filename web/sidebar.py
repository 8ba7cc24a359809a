"""The list of conversations, and what stands in an empty one."""

from collections.abc import Sequence
from html import escape

from chat.texts import say
from storage.records import ConversationSummary
from web.render import pick

SEAL = '<span class="tw-seal" aria-hidden="true"><span>图</span><span>文</span></span>'


def brand(language: str) -> str:
    """The name, with its seal."""
    return (
        f'<div class="tw-brand">{SEAL}<div><h1>{escape(say("page_title", language))}</h1>'
        f"<p>{escape(say('page_subtitle', language))}</p></div></div>"
    )


def conversations(listed: Sequence[tuple[str, ConversationSummary]], current: str | None, language: str) -> str:
    """The earlier conversations with their handles, the newest first."""
    head = f"<h2>{escape(say('page_earlier', language))}</h2>"
    if not listed:
        return f'<nav class="tw-list">{head}<p>{escape(say("page_none_yet", language))}</p></nav>'
    rows = "".join(_row(handle, each, handle == current, language) for handle, each in listed)
    return f'<nav class="tw-list" aria-label="{escape(say("page_earlier", language))}">{head}<ul>{rows}</ul></nav>'


def _row(handle: str, each: ConversationSummary, current: bool, language: str) -> str:
    title = each.title or say("page_untitled", language)
    mark = ' aria-current="true"' if current else ""
    title = escape(title)
    forget, sure = (escape(say(name, language)) for name in ("page_forget", "page_forget_sure"))
    return (
        f'<li><button type="button" {pick(open=handle)}{mark} dir="auto" title="{title}">{title}</button>'
        f'<button type="button" class="tw-forget" {pick(forget=handle)} data-sure="{sure}" title="{forget}" '
        f'aria-label="{forget}"></button></li>'
    )


def welcome(language: str) -> str:
    """What an empty conversation shows: an invitation and four prompts to try."""
    examples = "".join(
        f'<button type="button" class="tw-example" {pick(say=prompt)}>{escape(prompt)}</button>'
        for prompt in (say(f"page_example_{n}", language) for n in (1, 2, 3, 4))
    )
    return (
        f'<div class="tw-welcome">{SEAL}<h2>{escape(say("page_welcome", language))}</h2>'
        f'<p>{escape(say("page_welcome_more", language))}</p><div class="tw-examples">{examples}</div></div>'
    )

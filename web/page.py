"""The page: Gradio Blocks around the chat. What happens on each event stands in `handlers.py` and `beside.py`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from chat.conversation import Chat
from chat.settings import Settings
from chat.texts import say
from web import api
from web.bounds import Bounds
from web.framework import adapt
from web.guard import GuardedApp, Rules
from web.handlers import Handlers
from web.keys import Keys
from web.owner import OwnerPage
from web.theme import theme
from web.updates import checked, outputs, streamed

PLAIN: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}
TO_THE_END = "() => window.tuwenToTheEnd?.()"
AND_GO_ON = "() => window.tuwenToTheEnd?.(true)"
SENT = "() => window.tuwenSent?.()"
LOOK = Path(__file__).parent / "look"
WAITING = 1000  # requests that may wait for a moment; messages wait in a queue of our own
AT_ONCE = 300  # requests that are worked on or follow an answer
LONGEST_PASTE = 100_000  # characters that stay text when pasted; the loop then says what is too long
VIEW = ("browser", "listed", "messages", "welcome", "changing")
WORDS = ("brand", "new", "language", "top", "box", "comment", "correction")
SLIDERS = ("other_thing", "thing_share", "other_style", "style_share")
BESIDE = (
    "panel",
    "close_up",
    "mending",
    "mend",
    "rating",
    "comment",
    "correction",
    "save",
    "blending",
    *SLIDERS,
    "blend",
    "up_close",
)
HEARD = ("browser", "messages", "welcome", "changing")


def build(chat: Chat, keys: Keys) -> gr.Blocks:
    """The page over one loop; serve it with `launch_options`."""
    adapt(chat.settings.language)
    handlers = Handlers(chat, keys)
    first = chat.settings.language
    with gr.Blocks(title="Tuwen 图文", analytics_enabled=False, fill_height=True, fill_width=True) as page:
        api.expose(chat, handlers.shown.files, keys)  # first, so that the names are theirs
        browser = gr.BrowserState(None, storage_key="tuwen", secret="tuwen-not-a-secret")
        picked = gr.BrowserState(None, storage_key="tuwen-picked", secret="tuwen-not-a-secret")
        up_close, mending = gr.State(None), gr.State(None)
        bridge = gr.HTML("", js_on_load=_script("bridge"), elem_id="tw-bridge")
        with gr.Row(elem_id="tw-shell", equal_height=True):
            with gr.Column(elem_id="tw-side", scale=0, min_width=0):
                brand = gr.HTML(**PLAIN)
                new = gr.Button(say("page_new", first), elem_id="tw-new", variant="secondary")
                listed = gr.HTML(**PLAIN, elem_id="tw-conversations")
                learning = gr.HTML(**PLAIN, elem_id="tw-learning")
                language = gr.Button(say("page_language", first), elem_id="tw-language", size="sm", variant="secondary")
            with gr.Column(elem_id="tw-main", scale=1, min_width=0):
                top = gr.HTML(**PLAIN, elem_id="tw-top")
                welcome = gr.HTML(**PLAIN, elem_id="tw-welcome")
                messages = gr.Chatbot(
                    elem_id="tw-chat",
                    show_label=False,
                    container=False,
                    visible=False,
                    layout="bubble",
                    buttons=[],
                    feedback_options=None,
                    group_consecutive_messages=False,
                    allow_tags=False,
                    render_markdown=False,
                    latex_delimiters=[],
                    height="100%",
                )
                progress = gr.HTML(**PLAIN, elem_id="tw-progress", visible=False)
                changing = gr.HTML(**PLAIN, elem_id="tw-changing", visible=False)
                box = gr.MultimodalTextbox(
                    elem_id="tw-box",
                    show_label=False,
                    container=False,
                    placeholder=say("page_placeholder", first),
                    file_count="multiple",
                    sources=["upload"],
                    max_lines=6,
                    max_plain_text_length=LONGEST_PASTE,
                    interactive=False,  # until the page knows whose it is
                )
            with gr.Column(elem_id="tw-panel", scale=0, min_width=0, visible=False) as panel:
                close_up = gr.HTML(**PLAIN)
                mend = gr.Dropdown([], elem_id="tw-mend", visible=False)
                with gr.Accordion(elem_id="tw-blend", open=False, visible=False) as blending:
                    other_thing = gr.Dropdown([], elem_id="tw-blend-thing")
                    thing_share = gr.Slider(0, 100, 50, step=5, buttons=[])
                    other_style = gr.Dropdown([], elem_id="tw-blend-style")
                    style_share = gr.Slider(0, 100, 50, step=5, buttons=[])
                    blend = gr.Button(say("page_blend", first), elem_id="tw-blend-go", variant="secondary", size="sm")
                rating = gr.HTML(js_on_load=_script("rating"), apply_default_css=False)
                correction = gr.Textbox(elem_id="tw-correction", lines=2, max_lines=5, visible=False, max_length=2000)
                comment = gr.Textbox(elem_id="tw-comment", lines=2, max_lines=5, max_length=2000)
                save = gr.Button(say("page_save", first), elem_id="tw-save", variant="primary", size="sm")

        parts = checked({
            "browser": browser, "picked": picked, "up_close": up_close, "listed": listed,
            "learning": learning, "mending": mending, "mend": mend,
            "messages": messages, "welcome": welcome, "changing": changing, "box": box, "progress": progress,
            "brand": brand, "new": new, "language": language, "top": top, "panel": panel, "close_up": close_up,
            "rating": rating, "comment": comment, "correction": correction, "save": save, "blending": blending,
            "other_thing": other_thing, "thing_share": thing_share, "other_style": other_style,
            "style_share": style_share, "blend": blend,
        })  # fmt: skip
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        unbound: dict[str, Any] = {**quiet, "concurrency_limit": None}
        again: dict[str, Any] = {"trigger_mode": "multiple"}  # also while an earlier one has not ended
        # A thumb and a star in haste: one after the other, so that the answer shown last knows of both.
        in_turn: dict[str, Any] = {**quiet, "concurrency_id": "rating", "concurrency_limit": 1}
        beside = handlers.beside

        def on(event: Any, handler: Any, reads: Sequence[str], changes: Sequence[str], **options: Any) -> Any:
            """On an event the handler gets the values of some parts, and changes others."""
            changes = tuple(dict.fromkeys(changes))
            given, changed = ([parts[name] for name in names] for names in (reads, changes))
            return event(outputs(handler, changes), given, changed, **(options or quiet))

        def then_follow(event: Any) -> Any:
            """What waits in the conversation is followed until it is answered, and then shown."""
            event = event.then(streamed(handlers.follow, ["progress"]), [browser], [progress], **unbound, **again)
            return on(event.then, handlers.show, ["browser", "picked"], VIEW, **quiet, **again)

        def then_answer(event: Any) -> None:
            event.then(js=SENT, **quiet)
            then_follow(event).then(js=AND_GO_ON, **quiet)

        loaded = on(page.load, handlers.load, ["browser", "picked"], [*VIEW, *WORDS, "learning"])
        loaded.then(lambda: gr.update(interactive=True), None, [box], **quiet)
        loaded.then(js=TO_THE_END, **quiet)
        then_follow(loaded)
        says: Any = bridge
        heard = ["browser", "picked"]
        then_answer(on(box.submit, handlers.hear, ["box", *heard], [*HEARD, "box"], **unbound))
        then_answer(on(says.say, handlers.hear_words, heard, HEARD, **unbound))
        then_answer(on(says.retry, handlers.hear_again, heard, [*HEARD, "listed"], **unbound))
        then_answer(on(says.choose, handlers.hear_choice, heard, [*HEARD, "listed"], **unbound))
        then_answer(on(blend.click, handlers.hear_blend, [*heard, "up_close", *SLIDERS], HEARD, **unbound))
        on(says.stop, handlers.stop, ["browser"], [])
        on(says.older, handlers.older, ["browser", "picked"], VIEW)
        on(says.refused, handlers.refuse, ["browser"], [])
        elsewhere = [*VIEW, *BESIDE, "progress"]
        opened = on(says.open, handlers.open, ["browser", "picked"], elsewhere)
        opened.then(js=TO_THE_END, **quiet)
        then_follow(opened)
        on(new.click, handlers.new, ["browser"], elsewhere)
        then_follow(on(says.forget, handlers.forget, ["browser", "picked"], elsewhere))
        on(says.forget_all, handlers.forget_all, ["browser", "picked"], elsewhere)
        then_follow(on(language.click, handlers.switch_language, ["browser", "picked", "up_close"],
                       [*VIEW, *WORDS, *BESIDE, "learning"]))  # fmt: skip
        on(says.pick, beside.tap, ["browser"], ["picked", "changing", *BESIDE])
        on(says.unpick, beside.unpick, ["browser"], ["picked", "changing"])
        on(says.close, beside.closed, [], BESIDE)
        on(says.rate, beside.rate, ["browser", "up_close"], ["rating", "learning"], trigger_mode="multiple",
           **in_turn)  # fmt: skip
        on(says.consent, beside.consent, ["browser", "up_close"], ["rating", "learning"], **in_turn)
        on(says.mend, beside.begin_mending, ["browser", "up_close"], ["mending", "mend"])
        mends, mended = ["browser", "picked", "up_close", "mending", "mend"], ["close_up", "messages", "changing"]
        on(mend.input, beside.mend, mends, ["mending", "mend", "rating", "learning", *mended], **in_turn)
        written = ["browser", "up_close", "comment", "correction"]
        for event in (save.click, comment.submit, correction.submit):
            on(event, beside.write, written, ["rating", "save", "learning"], **in_turn)
    page.queue(api_open=False, max_size=WAITING, default_concurrency_limit=8)
    return page


def launch_options(settings: Settings, owner: OwnerPage | None = None) -> dict[str, Any]:
    """What `launch` is given: the look, the guard, and nothing that a stranger could reach without being meant to."""
    return {
        "_app": GuardedApp(Rules.of(settings), Bounds.of(settings), owner),
        "root_path": settings.root_path,
        "theme": theme(),
        "css_paths": [LOOK / "tuwen.css"],
        "head_paths": [LOOK / "head.html"],
        "favicon_path": LOOK / "favicon.png",
        "footer_links": [],
        "allowed_paths": [],
        "max_threads": AT_ONCE,
        "max_file_size": f"{settings.max_upload_mb}mb",
        "enable_monitoring": False,
        "run_history": False,
        "show_error": False,
        "share": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "quiet": True,
    }


def _script(name: str) -> str:
    return (LOOK / f"{name}.js").read_text(encoding="utf-8")

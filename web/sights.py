"""What each open page was sent last, so that what is followed for it is told of that and of nothing earlier."""

from collections import OrderedDict
from threading import Lock

from gradio.context import LocalContext

from web.browser import Browser

MOST_PAGES = 10_000  # whose sight is remembered; of one that is forgotten, whatever it sends counts as the last


def this_page() -> str | None:
    """The name of the page whose event is handled; None outside of events."""
    request = LocalContext.request.get(None)
    return None if request is None else request.session_hash


class Sights:
    """What every page shows, by its name. Threads may share it.

    A page sends back what it was sent only after it has arrived there, and events of before that overtake each other.
    """

    def __init__(self) -> None:
        self._of: OrderedDict[str, Browser] = OrderedDict()
        self._lock = Lock()

    def sends(self, browser: Browser, page: str | None) -> None:
        """From now on a page shows this."""
        if page is None:
            return
        with self._lock:
            self._of[page] = browser
            self._of.move_to_end(page)
            while len(self._of) > MOST_PAGES:
                self._of.popitem(last=False)

    def last(self, browser: Browser, page: str | None) -> Browser:
        """What a page was sent last, whatever it sends itself by now."""
        with self._lock:
            return browser if page is None else self._of.get(page, browser)

    def is_last(self, browser: Browser, page: str | None) -> bool:
        """Whether it still shows the same conversation in the same language."""
        last = self.last(browser, page)
        return (last.conversation, last.language) == (browser.conversation, browser.language)

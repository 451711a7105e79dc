"""The gate: the outermost door of the server, which notes each request when its answer begins."""
import time
from collections.abc import Callable, Iterable
from typing import Any

from saan.core import logs
from saan.core.networks import address_of
from saan.web.traffic.book import Book, Note

ROUTE = "saan.route"   # where the doors behind leave the name of the page, never its values
NOWHERE = "-"          # static files, and addresses that lead nowhere
SLOW = 2               # seconds
BROKEN = b"500"
log = logs.of("saan.web")


class Gate:
    """Lets every request through, and notes when, from where, by which method, which page and how it ended."""

    def __init__(self, application: Callable, book: Book):
        self._application, self._note = application, book.note

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer, and note it; a fault that nobody caught before is told without its words."""
        begun = time.time()
        ended = []

        def start(status: str, headers: list, *more: Any) -> Callable:
            ended.append(int(status[:3]))
            return start_response(status, headers, *more)
        try:
            return self._application(environ, start)
        except Exception as fault:   # the outermost door of all
            log.critical("a request fell through every door", exc_info=fault)
            start("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [BROKEN]
        finally:
            method, route = environ["REQUEST_METHOD"], environ.get(ROUTE, NOWHERE)
            self._note(Note(begun, address_of(environ), method, ended[-1] if ended else 500, route))
            seconds = time.time() - begun
            if seconds > SLOW:
                log.warning("a slow answer", route=route, method=method, status=ended[-1] if ended else 500,
                            milliseconds=round(seconds * 1000))

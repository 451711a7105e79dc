"""Asking at the outermost door of the server, as the server itself does."""
import io

from django.core.handlers.wsgi import WSGIHandler

from saan.web.lane import Lane
from saan.web.traffic.book import Book, Note
from saan.web.traffic.gate import Gate


def ask(path: str, *, method: str = "GET", body: bytes = b"", behind=None, **more: str) -> Note:
    """Ask for an address, with a body and headers, and return what was noted of it."""
    path, _mark, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": _raw(path), "QUERY_STRING": _raw(query), "SCRIPT_NAME": "",
               "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
               "REMOTE_ADDR": "192.0.2.1", "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json",
               "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
               "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": False,
               "wsgi.run_once": False} | {name: _raw(value) for name, value in more.items()}
    notes, book = [], Book()
    book.note = notes.append
    b"".join(Gate(behind or Lane(WSGIHandler()), book)(environ, lambda *_answer: None))
    note, = notes
    return note


def _raw(text):
    return text.encode().decode("latin-1")

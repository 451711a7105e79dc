"""Logs without personal data: whatever is logged, by whom ever, goes through one gate that lets known things through.

    log = logs.of("saan.jobs")
    log.error("a job failed", job=job.name, exc_info=True)

A line holds when, how grave, who speaks, what (only words that stand in the code as they are), and the facts of
`FACTS`, of which words must be known before. A fault is told by its type and its places, never by its text.
"""
import linecache
import logging
import logging.config
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog

ROOT = Path(__file__).resolve().parents[2]
WITHHELD = "…"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,80}")
WORDS: dict[str, set[str]] = {   # facts that are words: only these may be told, `knows` adds what the code brings along
    "method": {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, "route": {"-"}, "job": set()}
NUMBERS = {"status", "milliseconds", "seconds", "count"}
FACTS = {*WORDS, *NUMBERS}
FORMS = ("json", "line")


def of(name: str) -> Any:
    """Return the log that speaks under this name: `log.error("words", fact=…)`."""
    return structlog.get_logger(name)


def knows(fact: str, word: str) -> None:
    """Let lines tell this word of the code: the name of a job, the pattern of an address."""
    WORDS[fact].add(word)


def set_up(config: dict) -> None:
    """Set the logs up as Django asks for: everything that anybody logs goes the same way, warnings too."""
    logging.config.dictConfig(config)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger, logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False)


def formatter(form: str) -> logging.Formatter:
    """Return what makes a line of a record: JSON, or words for somebody who looks on."""
    show = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _line
    return structlog.stdlib.ProcessorFormatter(processors=[_told, show])


def catch() -> None:
    """Log what nobody caught, in any thread, by its type and places; the text of a fault may hold anything."""
    sys.excepthook = lambda kind, fault, trace: of("saan").critical("nobody caught this", exc_info=fault)
    threading.excepthook = lambda caught: of("saan").critical("nobody caught this", exc_info=caught.exc_value)
    sys.unraisablehook = lambda caught: of("saan").error("nobody caught this", exc_info=caught.exc_value)


def fault_of(fault: BaseException) -> dict[str, Any]:
    """Return what may be said of a fault: its type, those behind it, and the places it came through."""
    chain, seen = [], set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        chain.append(fault)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return {"fault": " < ".join(type(each).__name__ for each in chain),
            "places": [_place(frame.f_code.co_filename, number, frame.f_code.co_name) for each in reversed(chain)
                       for frame, number in traceback.walk_tb(each.__traceback__)]}


def _told(_logger, _method, event: dict) -> dict:
    """Return the line: of what was logged only what is known to hold nobody's words."""
    record = event["_record"]
    line = {"at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "log": record.name if NAME.fullmatch(record.name) else WITHHELD,
            "says": _said(record, event["event"] if event["_from_structlog"] else record.msg)}
    if event["_from_structlog"]:
        line |= {name: _fact(name, event[name]) for name in sorted(FACTS & set(event))}
    else:
        line["place"] = _place(record.pathname, record.lineno)
    fault = _fault(event.get("exc_info") or record.exc_info)
    return line | (fault_of(fault) if fault else {})


def _said(record, words):
    """Return the words if they stand in the code of whoever logs, between quotes, as they are; no value does."""
    if not isinstance(words, str) or "\n" in words:
        return WITHHELD
    quoted = (f'"{words}"', f"'{words}'")
    return words if any(each in line for line in linecache.getlines(record.pathname) for each in quoted) else WITHHELD


def _fact(name, value):
    known = isinstance(value, int | float) if name in NUMBERS else isinstance(value, str) and value in WORDS[name]
    return value if known else WITHHELD


def _place(file, number, doing=""):
    path = Path(file)
    short = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
    return f"{short}:{number} {doing}".rstrip()


def _fault(info):
    if info is True:
        return sys.exception()
    return info[1] if isinstance(info, tuple) else info


def _line(_logger, _method, line: dict) -> str:
    """Return the line for somebody who looks on."""
    places = line.pop("places", [])
    head = f"{line.pop('at')} {line.pop('level')} {line.pop('log')}: {line.pop('says')}"
    rest = " ".join(f"{name}={value}" for name, value in line.items())
    return "\n    ".join([f"{head} {rest}".rstrip(), *places])

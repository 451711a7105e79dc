"""Reading what a town sets from outside: each setting typed, each mistake a sentence."""
import os
from datetime import time
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")   # Thai words come with it: it fetches nothing, makes no folder
os.environ["HF_HUB_OFFLINE"] = "1"   # a town's own embedding lies in a folder: nothing is fetched
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """Return the setting as text."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """Return the setting as yes or no; anything else is refused with a sentence."""
    value = os.environ.get(name, "on" if default else "off").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is “{value}”; write on or off.")
    return value in TRUE


def choice(name: str, *among: str) -> str:
    """Return which of these the setting is, the first where it is not set; anything else is refused with a sentence."""
    value = os.environ.get(name, "").strip().lower() or among[0]
    if value not in among:
        raise ImproperlyConfigured(f"{name} is “{value}”; write {' or '.join(among)}.")
    return value


def number(name: str, default: int) -> int:
    """Return the setting as a whole number; anything else is refused with a sentence."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”; write a whole number such as {default}.")
    return int(value)


def hours(name: str, default: str) -> tuple[time, time] | None:
    """Return the setting as two times of day, None where it is off; anything else is refused with a sentence."""
    value = os.environ.get(name, "").strip() or default
    if value.lower() in FALSE:
        return None
    try:
        begins, ends = (time.fromisoformat(part.strip()) for part in value.split("-"))
    except ValueError:
        raise ImproperlyConfigured(f"{name} is “{value}”; write two times such as 20:00-07:00, or off.") from None
    return begins, ends


def several(name: str, default: str = "") -> list[str]:
    """Return the setting as a list; items are separated by commas."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def folder(name: str, default: Path) -> Path:
    """Return the setting as an absolute folder."""
    return Path(os.environ.get(name, "").strip() or default).expanduser().resolve()


def database(name: str, embedded: Path) -> dict:
    """Return Django's settings for PostgreSQL where the URL asks for it, else for the embedded database."""
    url = text(name)
    return _postgresql(name, url) if url else _sqlite(embedded)


def _sqlite(file: Path) -> dict:
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY",
               "cache_size=-32000", "mmap_size=134217728")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20,
                        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas)}}


def _postgresql(name: str, url: str) -> dict:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} starts with “{parts.scheme}:”; write postgresql://user@host/name.")
    options = dict(parse_qsl(parts.query))
    return {"ENGINE": "django.db.backends.postgresql", "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or parts.hostname or "", "PORT": parts.port or "",
            "OPTIONS": options | {"pool": {"min_size": 2, "max_size": number("SAAN_POOL", 40)}}}

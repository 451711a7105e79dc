"""Extras: what only some towns install; each has one module of its own, and only here is it reached."""
from importlib import import_module
from types import ModuleType

from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal


def extra(name: str, module: str) -> ModuleType:
    """Return the module of ours that needs the extra, or refuse with the line that installs it.

    A fault inside the module itself is not hidden: only a package that is not installed is refused.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] == "saan":
            raise
        raise Refusal("core.extra_missing", _("ยังไม่ได้ติดตั้งส่วนเสริม %(name)s (ขาด %(package)s) ติดตั้งด้วย: %(line)s"),
                      name=name, package=missing.name,
                      line=f".venv/bin/uv pip install --require-hashes -r requirements/{name}.txt") from missing

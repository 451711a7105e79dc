"""Backups: the rows of every table and every uploaded file in one archive; the keys stay outside.

`tables` says which rows belong in it and how a row is written, `archive` writes and reads the file,
`saan.core.actions.restore` puts it back.
"""
from collections.abc import Callable

from django.utils.module_loading import import_string

_again: list[Callable[[], int] | str] = []


def after_restore(erase: Callable[[], int] | str) -> None:
    """Register a function, or its path, that erases again what was erased after a backup was taken; call in ready."""
    _again.append(erase)


def erase_again() -> int:
    """Erase again what a restore brought back, and return how much that was."""
    return sum((import_string(erase) if isinstance(erase, str) else erase)() for erase in _again)

"""Backups: the rows of every table and every uploaded file in one archive; the keys stay outside.

`tables` says which rows belong in it and how a row is written, `archive` writes and reads the file,
`saan.core.actions.restore` puts it back.
"""
from collections.abc import Callable

from django.utils.module_loading import import_string

_after: list[Callable[[], int] | str] = []


def after_restore(run: Callable[[], int] | str) -> None:
    """Register a function, or its path, that puts right what a restore brought back; call in ready.

    It erases again what was erased after the backup was taken, or makes anew what is derived and stands in no backup.
    """
    _after.append(run)


def put_right() -> None:
    """Put right what a restore brought back, in the order of registering."""
    for run in _after:
        (import_string(run) if isinstance(run, str) else run)()

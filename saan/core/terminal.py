"""Commands speak the terminal's language, and say no in a sentence."""
import os
import sys
import time

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils import translation

from saan.core.refusal import Refusal

MOST_LINES = 30
SHOWN_EVERY = 2   # seconds


def language() -> str:
    """Return the language of the terminal: Thai where it says so (LANG=th_TH.UTF-8), else English."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "th" if said.startswith("th") else "en"


class SpokenCommand(BaseCommand):
    """A command whose Refusal becomes sentences on the terminal and exit status 2."""

    requires_system_checks = ()   # they load every page there is; bin/test and whoever serves make them

    def execute(self, *args, **options) -> str | None:
        """Run the command in the terminal's language."""
        with translation.override(language()):
            try:
                return super().execute(*args, **options)
            except Refusal as no:
                if not self._called_from_command_line:
                    raise CommandError(_lines(no), returncode=2) from no
                self.stderr.write(_lines(no))   # the sentence alone, without the name of a class before it
                sys.exit(2)


class Progress:
    """Shows how far a long work has come, every two seconds and not before."""

    def __init__(self, out: OutputWrapper):
        self._out, self._shown = out, time.monotonic()

    def __call__(self, where: str) -> None:
        """Show where the work is, if two seconds have passed since the last time."""
        if time.monotonic() - self._shown >= SHOWN_EVERY:
            self._shown = time.monotonic()
            self._out.write(f"… {where}")


def _lines(no):
    wrong = [f"  {error.where}: {error.sentence}" for error in no.errors[:MOST_LINES]]
    more = [f"  … + {len(no.errors) - MOST_LINES}"] if len(no.errors) > MOST_LINES else []
    return "\n".join([str(no), *wrong, *more])

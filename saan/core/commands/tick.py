"""One tick of the worker: all work that waits, once."""
from contextlib import nullcontext
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saan.core import clock, jobs


class Command(BaseCommand):
    """Runs every job once, whether it is due or not; for tests, for trying out, and where no worker runs."""

    help = "Do all work that waits once; --at makes it that time."

    def add_arguments(self, parser) -> None:
        """Take the time that it shall be."""
        parser.add_argument("--at", metavar="ISO-TIME", help="for example 2026-11-21T09:00+07:00")

    def handle(self, *args, at: str | None = None, **options) -> None:
        """Run every job and say how much each did."""
        with clock.moved_to(_time(at)) if at else nullcontext():
            done = jobs.run(jobs.registered())
        for name, count in done.items():
            self.stdout.write(f"{name}: {'failed' if count is None else count}")
        failed = [name for name, count in done.items() if count is None]
        if failed:
            raise CommandError(f"These jobs failed: {', '.join(failed)}. What went wrong stands above.")


def _time(text):
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no time; write for example 2026-11-21T09:00+07:00.") from None
    return time if timezone.is_aware(time) else timezone.make_aware(time)

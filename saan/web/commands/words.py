"""Bring every room's English up to what its code and pages say."""
from django.core.management.base import BaseCommand, CommandError

from saan.web.phrases import rooms

try:
    from saan.web import catalogues
except ModuleNotFoundError:   # polib comes with the tests only
    catalogues = None


class Command(BaseCommand):
    """Keeps the English that is there, drops what nobody says any more, and says what is missing."""

    help = "Gather what code and pages say, keep its English in locale/, compile it, and list what has no English yet."

    def handle(self, *args, **options) -> None:
        """Write each room's catalogue and list the phrases without English."""
        if catalogues is None:
            raise CommandError("This needs polib, which bin/test installs: run bin/test once, then bin/saan words.")
        missing = 0
        catalogues.keep_borrowed()
        for room in rooms():
            book = catalogues.whole(room)
            catalogues.keep(room, book)
            silent = [entry.msgid for entry in book if not catalogues.is_said(entry)]
            missing += len(silent)
            for words in silent:
                self.stdout.write(f"{room.name}: {words}")
        self.stdout.write(f"{missing} phrases have no English yet." if missing else "Everything has its English.")

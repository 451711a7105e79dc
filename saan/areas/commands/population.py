"""Keep how many people live where, from a file."""
from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from saan.areas.actions import count_people
from saan.areas.engines import read_population
from saan.areas.queries import by_code
from saan.core.files.tables import bytes_of
from saan.core.terminal import SpokenCommand
from saan.core.things import SYSTEM


class Command(SpokenCommand):
    """Takes in the whole file or none of it."""

    help = "Keep population figures from FILE.csv (area, band, sex, disability, count, source, as-of)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def handle(self, *args, file: Path, **options) -> None:
        """Read the file, keep its figures and say how many."""
        kept = count_people(figures=read_population(bytes_of(file), by_code()), by=SYSTEM)
        self.stdout.write(_("เก็บตัวเลขประชากร %(kept)s บรรทัดแล้ว") % {"kept": f"{kept:,}"})

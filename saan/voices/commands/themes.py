"""Put texts of a file into groups that say the like."""
import json
from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from saan.core.files.tables import bytes_of
from saan.core.files.texts import read_texts
from saan.core.files.written import refuse_overwriting, write_all
from saan.core.terminal import SpokenCommand
from saan.methods.themes.groups import group


class Command(SpokenCommand):
    """Reads a table, writes groups; no database and no network."""

    help = ("Put the texts of TEXTS.csv (column `text`, or one column without a head) into groups that say the like.\n"
            "A text is told by the number of its record: the first below the head is 1, without a head the first line. "
            "Empty lines count, and are unassigned. docs/themes.md tells how it works and how well.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and where to write."""
        parser.add_argument("file", metavar="TEXTS.csv", type=Path)
        parser.add_argument("--json", metavar="OUT.json", type=Path, dest="out",
                            help="write {themes: [{name, texts: [line]}], unassigned: [line]} there")

    def handle(self, *args, file: Path, out: Path | None, **options) -> None:
        """Group the texts, write the groups and say how many there are."""
        refuse_overwriting([out], [file])
        texts = read_texts(bytes_of(file))
        found = group(texts)
        if out:
            told = {"themes": [{"name": one.name, "texts": _records(one.texts)} for one in found.groups],
                    "unassigned": _records(found.unassigned)}
            write_all({out: json.dumps(told, ensure_ascii=False, indent=1) + "\n"})
        for one in found.groups:
            self.stdout.write(f"{len(one.texts):6,}  {one.name}")
        self.stdout.write(_("%(texts)s ข้อความ %(groups)s กลุ่ม ยังไม่เข้ากลุ่ม %(loose)s") % {
            "texts": f"{len(texts):,}", "groups": f"{len(found.groups):,}", "loose": f"{len(found.unassigned):,}"})


def _records(places):
    return [at + 1 for at in places]

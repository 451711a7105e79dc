"""Tell who was heard in a closed round, from the cube."""
from argparse import ArgumentParser

from django.utils.translation import gettext as _

from saan.core.refusal import Refusal
from saan.core.terminal import SpokenCommand
from saan.core.vocabulary import Band
from saan.people.queries import NOBODY
from saan.voices.queries.consultations import round_of
from saan.voices.queries.cube import BANDS, answered_by_band


class Command(SpokenCommand):
    """Reads the cube through the gate: fives, and nothing of fewer."""

    help = "Print how many people of each age band answered each statement of the closed round SLUG, in whole fives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the round."""
        parser.add_argument("slug", metavar="SLUG")

    def handle(self, *args, slug: str, **options) -> None:
        """Print a line for each statement."""
        consultation = round_of(slug, NOBODY)
        if consultation is None:
            raise Refusal("voices.round_unknown", _("ไม่มีรอบรับฟังเสียงนี้"), status=404)
        answered = answered_by_band(consultation)
        if answered is None:
            raise Refusal("voices.no_cube", _("ยังไม่มีข้อมูลรวมของรอบนี้ รอบต้องปิดแล้ว ตั้ง SAAN_PARQUET แล้วให้ bin/saan work "
                          "หรือ bin/saan tick ทำงานอีกครั้ง"))
        names = [str(Band(band).label) if band else _("ไม่บอกอายุ") for band in BANDS]
        self.stdout.write("\t".join([_("ความเห็น"), *names]))
        for statement, bands in answered.items():
            self.stdout.write("\t".join([str(statement), *("–" if count is None else str(count)
                                                           for count in bands.values())]))

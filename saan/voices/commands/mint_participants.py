"""Let many invented participants into a round, to measure with."""
from argparse import ArgumentParser

from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal
from saan.core.terminal import SpokenCommand
from saan.core.things import SYSTEM
from saan.people.queries import NOBODY
from saan.voices.actions.tickets import mint_many
from saan.voices.queries.consultations import round_of


class Command(SpokenCommand):
    """Works only on the data folder of a demo; Saan keeps only the hashes of what is printed."""

    help = "Print N new participant tokens of the round SLUG, one a line (demo towns only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the round and the number."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("count", metavar="N", type=int)

    def handle(self, *args, slug: str, count: int, **options) -> None:
        """Mint the tokens and print them."""
        consultation = round_of(slug, NOBODY)
        if consultation is None:
            raise Refusal("voices.round_unknown", _("ไม่มีรอบรับฟังเสียงนี้"), status=404)
        for token in mint_many(consultation=consultation, count=count, by=SYSTEM):
            self.stdout.write(token)

"""Ask whether the tables are those of this Saan."""
from argparse import ArgumentParser

from django.utils.translation import gettext as _

from saan.core.backups import versions
from saan.core.terminal import SpokenCommand


class Command(SpokenCommand):
    """Looks and changes nothing; `bin/serve` asks it before each start."""

    help = "Say whether the tables are those of this Saan; changes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether a database without any tables will do."""
        parser.add_argument("--or-none", action="store_true", help="a database without any tables will do, too")

    def handle(self, *args, or_none: bool, **options) -> None:
        """Look, and refuse what this Saan must not start on."""
        versions.need(or_none=or_none)
        self.stdout.write(_("เริ่มสานได้ ยังไม่มีอะไรถูกเปลี่ยน"))

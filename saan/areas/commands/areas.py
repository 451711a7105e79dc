"""Load the areas of the country."""
from django.utils.translation import gettext as _

from saan.areas.actions import load
from saan.core.terminal import SpokenCommand


class Command(SpokenCommand):
    """Loads all provinces, districts and subdistricts; where they stand already, names that changed are renewed."""

    help = "Load all provinces, districts and subdistricts by official code."

    def handle(self, *args, **options) -> None:
        """Load the areas and say how many are new."""
        new = load()
        self.stdout.write(_("เพิ่มพื้นที่ใหม่ %(new)s แห่ง ข้อมูลจาก geothai (CC BY 4.0)") % {"new": f"{new:,}"})

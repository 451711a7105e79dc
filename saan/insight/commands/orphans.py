"""Look for orphans on the way."""
from django.core.management.base import BaseCommand

from saan.insight.queries.orphans import orphans


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Look for rows on the way without their link, and steps of the trail whose thing never was."

    def handle(self, *args, **options) -> None:
        """Print how many there are and each of them; end with 1 where there is one, else with 0."""
        found = orphans()
        self.stdout.write(f"{len(found)} orphans")
        for orphan in found:
            self.stdout.write(f"{orphan.kind} {orphan.ref} is without {orphan.missing}")
        if found:
            raise SystemExit(1)

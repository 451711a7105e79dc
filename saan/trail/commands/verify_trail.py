"""Walk the seals of the trail."""
from django.core.management.base import BaseCommand, CommandError

from saan.trail.queries import broken_seal, last_seal, newest


class Command(BaseCommand):
    help = "Walk the seals of the trail and say whether any step was changed by hand."

    def handle(self, *args, **options):
        """Say how far the trail is sealed, or where it was changed."""
        broken, last = broken_seal(), last_seal()
        if broken:
            raise CommandError(f"The trail was changed between step {broken.first} and step {broken.last}: "
                               "its seal does not fit. Compare with a backup that is older than the change.")
        sealed = last.last if last else 0
        self.stdout.write(f"The trail is whole: {sealed} of {newest()} steps are sealed.")

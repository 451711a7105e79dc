"""The trail seals itself."""
from django.apps import AppConfig

from saan.core.jobs import every


class Trail(AppConfig):
    name = "saan.trail"

    def ready(self):
        """Let closed steps be sealed every minute."""
        every(60, "trail.seal", "saan.trail.actions.seal")

"""Core finds the commands of every room, and forgets what no limit and no retry asks for any more."""
from django.apps import AppConfig

from saan.core import discovery, jobs


class Core(AppConfig):
    name = "saan.core"

    def ready(self) -> None:
        """Let the commands be found, and register core's own work."""
        discovery.install()
        jobs.every(3600, "core.forget", "saan.core.actions.forgetting.forget")

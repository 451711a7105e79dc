"""What people do by themselves."""
from django.apps import AppConfig

from saan.core.jobs import every


class People(AppConfig):
    name = "saan.people"

    def ready(self) -> None:
        """Register the work that waits."""
        every(3600, "people.forget_links", "saan.people.actions.links.forget_links")

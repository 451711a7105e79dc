"""What the shell does by itself."""
from django.apps import AppConfig

from saan.core.jobs import every


class Web(AppConfig):
    name = "saan.web"

    def ready(self) -> None:
        """Register what happens by itself: traffic is forgotten after its time."""
        every(3600, "web.purge_traffic", "saan.web.traffic.reading.purge")

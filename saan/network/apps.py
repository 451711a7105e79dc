"""What network shows of itself elsewhere."""
from django.apps import AppConfig

from saan.core import slots


class Network(AppConfig):
    name = "saan.network"

    def ready(self):
        """Let a demo's outbox show which links went to agencies."""
        errands = self.get_model("Errand").objects
        slots.fill("outbox.below", lambda _page: errands.select_related("agency", "contact").order_by("-pk"),
                   "network/outbox.html")

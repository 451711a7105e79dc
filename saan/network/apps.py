"""What network shows of itself elsewhere, and what it does by itself."""
from django.apps import AppConfig

from saan.core import faces, slots
from saan.core.faces import Face
from saan.core.jobs import every
from saan.core.names import called


class Network(AppConfig):
    name = "saan.network"

    def ready(self):
        """Give the nouns their faces, let a demo's outbox show the links that agencies got, and remind by itself."""
        faces.register(self.get_model("Agreement"), lambda a: Face(called(a, "title"), f"/agreements/{a.pk}"))
        faces.register(self.get_model("Goal"),
                       lambda g: Face(called(g, "text"), f"/agreements/{g.agreement_id}#g{g.number}"))
        faces.register(self.get_model("Commitment"), lambda c: Face(c.text, f"/commitments/{c.pk}"))
        faces.register(self.get_model("Progress"), lambda p: Face(
            p.text or str(p.get_word_display()), f"/commitments/{p.commitment_id}#p{p.pk}", p.word))
        errands = self.get_model("Errand").objects
        slots.fill("outbox.below", lambda _page: errands.select_related("agency", "contact").order_by("-pk"),
                   "network/outbox.html")
        every(600, "network.remind", "saan.network.jobs.remind")

"""What papers show of themselves elsewhere, and the papers that every town has."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from saan.core import faces
from saan.core.faces import Face
from saan.papers.engines import invitation, minutes
from saan.papers.rules import named, register


class Papers(AppConfig):
    name = "saan.papers"

    def ready(self) -> None:
        """Give the template its face, and register the papers of a meeting."""
        faces.register(self.get_model("Template"), lambda t: Face(str(named(t.paper).title), f"/papers/{t.paper}"))
        register("invitation", title=_("หนังสือเชิญประชุม"), fields=invitation.FIELDS, sample=invitation.SAMPLE,
                 page=invitation.page, own=invitation.own, needs=("date", "time", "place"))
        register("minutes", title=_("รายงานการประชุม"), fields=minutes.FIELDS, sample=minutes.SAMPLE,
                 page=minutes.page, own=minutes.own, needs=("minutes",))

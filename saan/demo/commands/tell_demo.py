"""Tell the demo: through actions, on a moving clock."""
import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from saan.demo.actions.telling import sign_in_links, tell
from saan.demo.engines import last_errand
from saan.people.models import Person


class Command(BaseCommand):
    """Tells the demo into an empty database; bin/demo calls it, on a folder that it made itself."""

    help = "Tell the demo towns into a demo folder (bin/demo calls this)."

    def add_arguments(self, parser) -> None:
        """Take the address that sign-in links begin with."""
        parser.add_argument("--origin", default="http://127.0.0.1:8000", help="what sign-in links begin with")
        parser.add_argument("--links", action="store_true", help="make sign-in links only, the demo being told")
        parser.add_argument("--ask", action="store_true", help="only ask whether the demo may be told here")
        parser.add_argument("--no-links", action="store_true", help="tell, but make no sign-in links")

    def handle(self, *args, origin: str, ask: bool, links: bool, no_links: bool, **options) -> None:
        """Refuse where a real town lives; else tell."""
        if not settings.DEMO:
            raise CommandError("The demo is told only into a folder that bin/demo made.")
        if not links:
            self._refuse_people()
        if not links and not ask:
            _keep("codes.json", tell(address=origin))
        if not ask and not no_links:
            _keep("sign-in.json", sign_in_links(origin=origin))
            _keep("errand.json", {"agency": last_errand(Path(settings.EMAIL_FILE_PATH))})

    def _refuse_people(self):
        if Person._meta.db_table in connection.introspection.table_names() and Person.objects.exists():
            raise CommandError("There are already people in this database: the demo is told only into an empty one.")


def _keep(name, lines):
    (settings.DATA / name).write_text(json.dumps(lines, indent=1, ensure_ascii=False))

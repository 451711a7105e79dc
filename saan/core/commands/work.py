"""The worker: does what waits, every second."""
import signal
import threading
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from saan.core import jobs, logs
from saan.core.actions import cursors

HEARTBEAT = jobs.Job("core.heartbeat", 10, lambda: cursors.advance(name="worker", to=0))
logs.knows("job", HEARTBEAT.name)


class Command(BaseCommand):
    """Runs until it is told to stop (SIGTERM or Ctrl-C); a job under way is finished first."""

    help = "Do the work that waits, every second, until stopped."

    def handle(self, *args, **options) -> None:
        """Run what is due each second, on the tables of this Saan only."""
        call_command("tables", stdout=StringIO())
        logs.catch()
        stopped = threading.Event()
        for ask in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ask, lambda *_: stopped.set())
        rota = jobs.Rota([HEARTBEAT, *jobs.registered()])
        while not stopped.wait(1):
            close_old_connections()
            for job in rota.due():
                if not stopped.is_set():
                    jobs.run([job])

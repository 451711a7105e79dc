"""Read the traffic log, for a lawful order."""
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.core import clock, logs
from saan.core.refusal import Refusal
from saan.core.terminal import SpokenCommand
from saan.web.traffic import reading

log = logs.of("saan.traffic")


class Command(SpokenCommand):
    """Prints what was noted in that time and whether the chain is whole; that it was read is logged."""

    help = "Print the traffic log of some time, and say whether its chain is whole (exit status 1 where not)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take from when, until when, and the file that holds the private key."""
        parser.add_argument("--from", dest="since", required=True, metavar="ISO-TIME", help="such as 2026-11-20T08:00")
        parser.add_argument("--to", dest="until", metavar="ISO-TIME", help="default now")
        parser.add_argument("--key", type=Path, metavar="FILE", help="what bin/saan traffic-key printed")

    def handle(self, *args, since: str, until: str | None, key: Path | None, **options) -> None:
        """Print the lines, then say how many they are and how the chain is."""
        found = reading.read(_time(since), _time(until) if until else clock.now(), _key(key) if key else "")
        log.warning("the traffic log was read", count=len(found.lines))
        for line in found.lines:
            self.stdout.write(line)
        self.stderr.write(_("%(count)s บรรทัด ตราสุดท้าย %(seal)s") % {"count": len(found.lines), "seal": found.last})
        if found.torn:
            self.stderr.write(_("มี %(count)s บรรทัดที่ขาดกลางทาง เพราะเครื่องดับ") % {"count": found.torn})
        if found.broken:
            raise SystemExit(self._say_broken(found.broken))

    def _say_broken(self, where):
        self.stderr.write(_("ห่วงโซ่ขาดหรือถูกแก้ที่ %(where)s") % {"where": ", ".join(where[:20])})
        return 1


def _time(text):
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal("web.no_time", gettext_lazy("“%(text)s” ไม่ใช่เวลา เขียนแบบ 2026-11-20T08:00"), text=text) from None
    return time if timezone.is_aware(time) else timezone.make_aware(time)


def _key(file):
    try:
        return file.read_text()
    except (OSError, ValueError):
        raise Refusal("web.no_key_file", gettext_lazy("อ่านไฟล์กุญแจ %(file)s ไม่ได้"), file=file) from None

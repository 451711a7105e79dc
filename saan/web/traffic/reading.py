"""Reading the traffic log for a lawful order, and forgetting it after its time."""
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.core import clock
from saan.core.refusal import Refusal
from saan.web.traffic import seals
from saan.web.traffic.book import HEAD, START, files, seal

KEPT = 90   # days after the day that a file tells of


class Read(NamedTuple):
    """What was found in the files of some days: the lines, where the chain is broken, and its last seal."""

    lines: list[str]
    broken: list[str]
    torn: int
    last: str


def read(since: datetime, until: datetime, private: str = "", *, folder: Path | None = None,
         keys: Path | None = None) -> Read:
    """Return what was noted from then until then; the chain is walked through all files of those days."""
    folder, keys = folder or settings.DATA / "traffic", keys or settings.DATA / "keys"
    first, last = timezone.localdate(since), timezone.localdate(until) + timedelta(days=1)   # written a second later
    days = {day: path for day, path in files(folder).items() if first <= day <= last}
    lines, broken, torn, before = [], [], 0, None
    for day, path in days.items():
        for number, said in enumerate(path.read_text("ascii", "replace").splitlines(), 1):
            where, parts = f"{path.name}:{number}", said.split(" ")
            if number == 1:
                if parts[:2] != [HEAD, str(day)] or len(parts) != 3 or before not in {None, parts[2]}:
                    broken.append(where)
                before = parts[-1]
            elif len(parts) != 2 or len(parts[1]) != 64:
                torn += 1   # a power cut in the middle of a line; the next one is chained to the one before it
            else:
                if parts[1] != seal(before, parts[0]):
                    broken.append(where)
                else:
                    lines += _opened(parts[0], keys, before, private)
                before = parts[1]
    wanted = [line for line in lines if since <= datetime.fromisoformat(line.partition(" ")[0]) <= until]
    return Read(wanted, broken, torn, before or START)


def purge() -> int:
    """Remove the files of days that are over for more than 90 days, and return how many; younger ones stay."""
    old = [path for day, path in files(settings.DATA / "traffic").items() if (clock.today() - day).days > KEPT]
    for path in old:
        path.unlink()
    return len(old)


def _opened(box, keys, before, private):
    if box.startswith("box.") and not private:
        raise Refusal("web.traffic_private", _("บันทึกช่วงนี้ปิดด้วยกุญแจที่เมืองเก็บไว้นอกเครื่อง ใส่ไฟล์กุญแจด้วย --key FILE"))
    return zlib.decompress(seals.opened(box, keys, before.encode(), private)).decode().splitlines()

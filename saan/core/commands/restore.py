"""Put a backup back."""
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from saan.core.actions.restore import restore
from saan.core.backups import archive
from saan.core.terminal import Progress, SpokenCommand


class Command(SpokenCommand):
    """Checks the whole file first, then puts it into an empty town in one transaction, and compares."""

    help = "Put a backup into an empty town, after checking all of it."

    def add_arguments(self, parser) -> None:
        """Take the file to read."""
        parser.add_argument("file", type=Path, metavar="FILE", help="what bin/saan backup wrote")

    def handle(self, *args, file: Path, **options) -> None:
        """Restore, and say which keys are still needed."""
        manifest = restore(file=file, tell=Progress(self.stdout))
        self.stdout.write(_("กู้คืนแล้ว %(rows)s แถว %(files)s ไฟล์ จำนวนและค่าแฮชตรงกับไฟล์สำรองทุกตาราง") % {
            "rows": f"{sum(table['rows'] for table in manifest['tables']):,}", "files": f"{len(manifest['files']):,}"})
        other = sorted(name for name, mark in manifest["keys"].items() if archive.key_marks().get(name) != mark)
        if other:
            self.stderr.write(_(
                "กุญแจใน %(keys)s ไม่ใช่ชุดของเมืองที่สำรองไว้ (%(other)s) รหัสเสียงและตั๋วเดิมจะใช้ไม่ได้ "
                "และเสียงที่ถูกลบหลังสำรองอาจกลับมา: คัดลอกโฟลเดอร์ keys เดิม (receipt, token, network, session, erased.txt) "
                "มาวางก่อน แล้วกู้คืนใหม่ในโฟลเดอร์เปล่า") % {"keys": settings.DATA / "keys", "other": ", ".join(other)})

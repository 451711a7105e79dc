"""Take a backup."""
import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from saan.core.backups import archive
from saan.core.refusal import Refusal
from saan.core.terminal import Progress, SpokenCommand


class Command(SpokenCommand):
    """Writes rows and uploaded files as they are at one moment, while the town goes on; never the keys."""

    help = "Write everything but the keys into one file, while Saan goes on."

    def add_arguments(self, parser) -> None:
        """Take the file to write."""
        parser.add_argument("file", type=Path, metavar="FILE", help="for example saan-2569-11-21.zip")

    def handle(self, *args, file: Path, **options) -> None:
        """Write the file and say what is in it."""
        if file.exists():
            raise Refusal("core.backup_exists", _("มีไฟล์ %(file)s อยู่แล้ว ตั้งชื่อใหม่"), file=file)
        try:
            manifest = archive.written(file, Progress(self.stdout))
        except OSError as fault:
            raise Refusal("core.backup_not_written", _("เขียนไฟล์ใน %(folder)s ไม่ได้ (%(fault)s)"),
                          folder=file.absolute().parent, fault=fault.strerror) from fault
        with file.open("rb") as taken:
            digest = hashlib.file_digest(taken, "sha256").hexdigest()
        self.stdout.write(_("สำรองแล้ว %(rows)s แถว %(files)s ไฟล์ ใน %(file)s (SHA-256 %(digest)s)") % {
            "rows": f"{sum(table['rows'] for table in manifest['tables']):,}", "files": f"{len(manifest['files']):,}",
            "file": file, "digest": digest})
        self.stdout.write(_("กุญแจไม่อยู่ในไฟล์นี้ เก็บสำเนาโฟลเดอร์ %(keys)s ไว้ที่อื่นต่างหาก") % {
            "keys": settings.DATA / "keys"})

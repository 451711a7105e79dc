"""Make the key that keeps the traffic log closed to the machine itself."""
from django.conf import settings
from django.utils.translation import gettext as _

from saan.core.terminal import SpokenCommand
from saan.web.traffic import seals


class Command(SpokenCommand):
    """Keeps the public half, prints the private one once, and keeps nothing of it."""

    help = "Make the key of the traffic log; its private half is printed once, for a safe."

    def handle(self, *args, **options) -> None:
        """Make both halves, keep one and print the other."""
        pair = seals.new_pair()
        seals.keep_public(pair.public, settings.DATA / "keys")
        self.stdout.write(pair.private)
        self.stderr.write(_("กุญแจส่วนตัวบรรทัดนี้พิมพ์ครั้งเดียว ไม่ได้เก็บไว้ในเครื่อง จดหรือเก็บใส่ตู้เซฟ ใครไม่มีกุญแจนี้จะเปิดบันทึกการเข้าใช้ "
                            "ตั้งแต่วินาทีนี้ไม่ได้ รวมทั้งเมืองเอง"))

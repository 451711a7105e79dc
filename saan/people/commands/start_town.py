"""Start a real town, empty."""
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saan.areas.models import Area
from saan.core.dates import day_in
from saan.core.terminal import SpokenCommand
from saan.core.things import SYSTEM
from saan.people.actions.towns import start_town


class Command(SpokenCommand):
    """Founds the authority and invites its first officer; a town that stands already is left alone."""

    help = "Start a real town: its authority, its subdistricts, and an invitation to its first officer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the authority's code and name, its subdistricts and the officer's address."""
        parser.add_argument("--authority", required=True, metavar="CODE", help="its code, 2-12 letters or digits")
        parser.add_argument("--name", required=True, help="its full Thai name, such as เทศบาลตำบลโคกม่วง")
        parser.add_argument("--areas", required=True, metavar="930101[,930102]", help="codes of its subdistricts")
        parser.add_argument("--officer", required=True, metavar="EMAIL", help="who becomes officer and administrator")
        parser.add_argument("--language", choices=["th", "en"], default="th", help="language of the letter")
        parser.add_argument("--address", default=settings.ADDRESS, help="what the link begins with (SAAN_ADDRESS)")

    def handle(self, *args, authority: str, name: str, areas: str, officer: str, language: str, address: str,
               **options) -> None:
        """Start the town, and say where its door is and where the keys lie."""
        if Area._meta.db_table not in connection.introspection.table_names():
            self.stdout.write(_("กำลังสร้างตาราง …"))
            call_command("migrate", verbosity=0)
        codes = [code.strip() for code in areas.split(",") if code.strip()]
        sent = start_town(code=authority, name=name, areas=codes, officer=officer, address=address, by=SYSTEM,
                          language=language)
        self._say(_("เริ่มเมืองของ %(name)s แล้ว ยังว่างอยู่ รอเจ้าหน้าที่คนแรก"), name=name)
        self._say(_("คำเชิญถึง %(email)s ใช้ได้ครั้งเดียว ถึง %(end)s:"), email=sent.invitation.email,
                  end=day_in(timezone.localdate(sent.invitation.expires_at), get_language()))
        self._say("  %(address)s/invitation/%(token)s", address=address.rstrip("/"), token=sent.token)
        self._say(_("กุญแจของเซิร์ฟเวอร์อยู่ที่ %(keys)s ไม่อยู่ในฐานข้อมูลและไฟล์สำรอง เก็บสำเนาไว้แยกกันในที่ปลอดภัย"),
                  keys=settings.DATA / "keys")
        self._say(_("ยังปิดรับข้อความของเด็ก จนกว่าจะเชิญผู้ดูแลความปลอดภัยเด็กพร้อมเวลาที่ติดต่อได้ ที่หน้าคนและบทบาท (/people)"))

    def _say(self, sentence, **words):
        self.stdout.write(sentence % words)

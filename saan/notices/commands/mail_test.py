"""Find out whether letters leave this town, before somebody waits for one."""
from argparse import ArgumentParser

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.core.refusal import Refusal
from saan.core.terminal import SpokenCommand

STAYS = ("filebased", "console", "dummy")   # post offices that send nothing away


class Command(SpokenCommand):
    """Sends one letter and says what the mail server answered."""

    help = "Send a letter to an address, and say whether the mail server took it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("to", help="the address, such as you@example.org")

    def handle(self, *args, to: str, **options) -> None:
        """Send the letter."""
        try:
            validate_email(to)
        except ValidationError:
            raise Refusal("notices.no_address", gettext_lazy("“%(to)s” ไม่ใช่อีเมล ใส่แบบ you@example.org"), status=422,
                          to=to) from None
        if any(word in settings.EMAIL_BACKEND for word in STAYS):
            raise Refusal("notices.stays", gettext_lazy(
                "จดหมายยังไม่ออกจากโฟลเดอร์ของเมือง ตั้ง SAAN_MAIL, SAAN_MAIL_HOST และ SAAN_MAIL_FROM ตาม docs/deploy.md"))
        try:
            EmailMessage(_("สาน: ทดสอบจดหมาย"), _("จดหมายนี้มาถึงแล้ว แปลว่าสานส่งจดหมายได้"), to=[to]).send()
        except OSError as fault:   # every fault of the mail server is one
            raise Refusal("notices.not_taken", gettext_lazy(
                "เซิร์ฟเวอร์จดหมาย %(host)s:%(port)s ไม่รับจดหมาย: %(fault)s ตรวจ SAAN_MAIL_HOST, "
                "_PORT, _USER, _PASSWORD, _TLS และ _FROM"), status=503,
                host=settings.EMAIL_HOST, port=settings.EMAIL_PORT, fault=fault) from None
        self.stdout.write(_("เซิร์ฟเวอร์รับจดหมายถึง %(to)s จาก %(sender)s แล้ว ดูว่ามาถึงไหม") % {
            "to": to, "sender": settings.DEFAULT_FROM_EMAIL})

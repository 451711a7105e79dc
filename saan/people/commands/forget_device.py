"""Forget a lost second factor."""
from argparse import ArgumentParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.core.refusal import Refusal
from saan.core.terminal import SpokenCommand
from saan.core.things import SYSTEM
from saan.people.actions import forget_devices
from saan.people.queries import person_by


class Command(SpokenCommand):
    """For the day on which the only administrator has lost the telephone."""

    help = "Forget the second factors of the person with this e-mail address, who then sets up a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *args, email: str, **options) -> None:
        """Forget the devices, and say how many there were."""
        person = person_by(email)
        if person is None:
            raise Refusal("people.nobody", gettext_lazy("ไม่มีบัญชีของ %(email)s"), status=404, email=email)
        count = forget_devices(person=person, by=SYSTEM)
        self.stdout.write(_("ลบเครื่องยืนยันตัวของ %(email)s แล้ว %(count)s เครื่อง เข้าครั้งต่อไปจะให้ตั้งใหม่") % {
            "email": email, "count": count})

"""Notices go out by themselves."""
from django.apps import AppConfig

from saan.core.jobs import every


class Notices(AppConfig):
    name = "saan.notices"

    def ready(self):
        """Let what waits be delivered every second."""
        every(1, "notices.deliver", "saan.notices.jobs.deliver")

"""Let a demo grow until it holds as much as a province."""
import json
import time
from argparse import ArgumentParser

from django.conf import settings

from saan.core.terminal import SpokenCommand
from saan.demo.actions.growth import grow

KEPT = 1000   # codes that are kept for measuring


class Command(SpokenCommand):
    """Grows the folder of a demo, once; no other."""

    help = "Let a demo grow to 30,000 voices and 2,000 resolutions, to see how quick its pages are then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how much is wanted."""
        parser.add_argument("--voices", type=int, default=30_000, help="default 30000")
        parser.add_argument("--resolutions", type=int, default=2_000, help="default 2000")

    def handle(self, *args, voices: int, resolutions: int, **options) -> None:
        """Grow, keep some codes in grown.json, and say how long it took."""
        began = time.monotonic()
        codes = grow(voices=voices, resolutions=resolutions)
        (settings.DATA / "grown.json").write_text(json.dumps(codes[:: max(1, len(codes) // KEPT)]))
        self.stdout.write(f"{len(codes):,} voices and {resolutions:,} resolutions in {time.monotonic() - began:.0f} s")

"""What the demo is told from: facts in files, and pictures that are drawn."""
from saan.demo.engines.facts import facts
from saan.demo.engines.pictures import drawn

__all__ = ["drawn", "facts"]

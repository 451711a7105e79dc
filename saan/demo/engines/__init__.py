"""What the demo is told from: facts in files, and pictures that are drawn; and the letters that it sent."""
from saan.demo.engines.facts import facts
from saan.demo.engines.letters import last_errand
from saan.demo.engines.pictures import drawn

__all__ = ["drawn", "facts", "last_errand"]

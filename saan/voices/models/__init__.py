"""Nouns of listening: voices, themes, consultations, sheets, results."""
from saan.voices.models.consultations import Burst, Consultation, Slip, Ticket
from saan.voices.models.opinions import OpinionMap
from saan.voices.models.results import Figure, Heard, Publication
from saan.voices.models.sheets import Count, CountLine, Sheet, SheetLine
from saan.voices.models.statements import Statement, Vote
from saan.voices.models.themes import Membership, Reply, Theme
from saan.voices.models.voices import Hold, Reading, Voice

__all__ = ["Burst", "Consultation", "Count", "CountLine", "Figure", "Heard", "Hold", "Membership", "OpinionMap",
           "Publication", "Reading", "Reply", "Sheet", "SheetLine", "Slip", "Statement", "Theme", "Ticket", "Voice",
           "Vote"]

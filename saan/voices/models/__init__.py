"""Nouns of listening: voices, themes, consultations, sheets, results."""
from saan.voices.models.bundles import Bundle
from saan.voices.models.consultations import Burst, Consultation, Slip, Ticket
from saan.voices.models.heard import GROUP, AgeFigure, Ages, Headcount, Portion, Telling
from saan.voices.models.opinions import OpinionMap
from saan.voices.models.results import Figure, Heard, Publication
from saan.voices.models.sheets import Count, CountLine, Sheet, SheetLine
from saan.voices.models.statements import Statement, Vote
from saan.voices.models.suggestions import Keyword, Likeness, Suggesting, Suggestion
from saan.voices.models.themes import Membership, Reply, Theme
from saan.voices.models.voices import Hold, Reading, Voice

__all__ = [
           "GROUP",
           "AgeFigure",
           "Ages",
           "Bundle",
           "Burst",
           "Consultation",
           "Count",
           "CountLine",
           "Figure",
           "Headcount",
           "Heard",
           "Hold",
           "Keyword",
           "Likeness",
           "Membership",
           "OpinionMap",
           "Portion",
           "Publication",
           "Reading",
           "Reply",
           "Sheet",
           "SheetLine",
           "Slip",
           "Statement",
           "Suggesting",
           "Suggestion",
           "Telling",
           "Theme",
           "Ticket",
           "Voice",
           "Vote",
]

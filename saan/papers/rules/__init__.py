"""Which papers there are, what facts they take, what a page is made of, and who may change a template."""
from saan.papers.rules.blocks import Block
from saan.papers.rules.facts import InvitationFacts, MinutesFacts
from saan.papers.rules.registry import Paper, may_change, named, register, registered

__all__ = ["Block", "InvitationFacts", "MinutesFacts", "Paper", "may_change", "named", "register", "registered"]

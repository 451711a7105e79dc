"""The nouns of decisions."""
from saan.decisions.models.committees import Committee, Disbanding, Interest, Retraction, Seat, Term
from saan.decisions.models.meetings import Amendment, Coming, Draft, Item, Meeting, Noting, Presence, Turn
from saan.decisions.models.proposals import Budgeting, Passing, Proposal, Reminder, Response, Source
from saan.decisions.models.resolutions import Ballot, Closing, FollowUp, Ground, Resolution

__all__ = ["Amendment", "Ballot", "Budgeting", "Closing", "Coming", "Committee", "Disbanding", "Draft", "FollowUp",
           "Ground", "Interest", "Item", "Meeting", "Noting", "Passing", "Presence", "Proposal", "Reminder",
           "Resolution", "Response", "Retraction", "Seat", "Source", "Term", "Turn"]

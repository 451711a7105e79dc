"""Verbs of people, one file per noun."""
from saan.people.actions.devices import forget_devices
from saan.people.actions.invitations import accept, invite, withdraw
from saan.people.actions.links import follow, last_link, send_link
from saan.people.actions.participants import welcome
from saan.people.actions.persons import enrol
from saan.people.actions.roles import appoint, end_role
from saan.people.actions.towns import start_town

__all__ = ["accept", "appoint", "end_role", "enrol", "follow", "forget_devices", "invite", "last_link", "send_link",
           "start_town", "welcome", "withdraw"]

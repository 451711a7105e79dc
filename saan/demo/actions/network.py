"""The network: agreements with their joint goals, whom the towns write to, and what agencies promised and kept."""
from datetime import timedelta

from saan.demo.actions.scenes import Tale
from saan.demo.engines import facts
from saan.network.actions.agreements import extend, sign
from saan.network.actions.commitments import begin, claim, confirm, promise, reopen
from saan.network.actions.contacts import write_to

LONGER = timedelta(days=730)   # from today


def join(tale: Tale) -> None:
    """Let agencies sign, promise, and tell how far they are."""
    for told in facts("network")["agreement"]:
        tale.at(told["signed_on"], _sign, told, hour=8)
        if "extended" in told:
            tale.at(told["extended"], _extend, told["town"])
        for line in told.get("commitments", []):
            tale.at(line["promised"], _promise, told["town"], line)


def _sign(tale, told):
    town, key = tale.towns[told["town"]], told["town"]
    agreement = sign(
        authority=town.authority, title=told["title"], title_en=told["title_en"], signed_on=told["signed_on"],
        starts_on=told["signed_on"], ends_on=told["ends_on"], by=town.people["officer"],
        parties=[tale.agencies[party] for party in told["parties"]],
        goals=[goal["th"] for goal in told["goals"]], goals_en=[goal["en"] for goal in told["goals"]])
    tale.things["agreement", key] = agreement
    for goal in agreement.goals.all():
        tale.things["goal", f"{key} {goal.number}"] = goal
    for contact in told.get("contacts", []):
        write_to(authority=town.authority, agency=tale.agencies[contact["agency"]], name=contact["name"],
                 email=contact["email"], by=town.people["officer"])


def _extend(tale, key):
    extend(agreement=tale.things["agreement", key], ends_on=tale.now.date() + LONGER,
           by=tale.towns[key].people["officer"])


def _promise(tale, key, line):
    tale.things["agreement", key].refresh_from_db()
    goal = tale.things["goal", f"{key} {line['goal']}"]
    goal.agreement.refresh_from_db()
    tale.things["commitment", line["key"]] = promise(
        goal=goal, agency=tale.agencies[line["agency"]], text=line["text"], due_on=tale.day(line["due"]),
        by=tale.towns[key].people["officer"])
    for word in ("begun", "claimed", "confirmed", "reopened"):
        if word in line:
            tale.at(line[word], _step, key, word, line)


def _step(tale, key, word, line):
    about = {"commitment": tale.things["commitment", line["key"]]}
    agency, council = tale.agencies[line["agency"]], tale.towns[key].people["council"]
    if word == "begun":
        begin(by=agency, **about)
    elif word == "claimed":
        claim(by=agency, text=line["done"], **about)
    elif word == "confirmed":
        confirm(by=council, **about)
    else:
        reopen(by=council, text=line["missing"], **about)

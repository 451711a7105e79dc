"""What became of what was heard: proposed, answered or passed on, resolved, and told back."""
import uuid

from saan.decisions.actions.proposals import propose
from saan.decisions.actions.resolutions import report
from saan.decisions.actions.responses import pass_on, respond
from saan.demo.actions.projects import run
from saan.demo.actions.scenes import Tale
from saan.demo.engines import facts
from saan.voices.actions.replies import answer


def go(tale: Tale) -> None:
    """Let Korat's themes, and Bo Yang's round, go their ways."""
    for word, told in facts("ways").items():
        _go(tale, "korat", ("theme", word), word, told)
    _go(tale, "bo-yang", ("round", "bo-yang"), "round", facts("programmes")["round"])


def _go(tale, town, source, word, told):
    tale.at(told["proposal"]["day"], _propose, town, source, word, told["proposal"])
    for step, act in (("response", _respond), ("passing", _pass), ("reply", _reply), ("follow_up", _report)):
        if step in told:
            tale.at(told[step]["day"], act, town, word, told[step], hour=11)
    if "resolution" in told:
        tale.agendas[town, told["resolution"]["meeting"]].append((word, told["resolution"]))
    if "project" in told:
        run(tale, town, word, told | told["project"], origin=("resolution", word))


def _propose(tale, key, source, word, line):
    town = tale.towns[key]
    tale.things["proposal", word] = propose(
        title=line["title"], text=line["text"], authority=town.authority, area=town.area,
        agency=tale.agencies[line["agency"]], sources=[tale.things[source]], by=town.people["council"],
        address=tale.address)


def _respond(tale, key, word, line):
    proposal = tale.things["proposal", word]
    ours = proposal.agency_id == tale.towns[key].authority.pk
    respond(proposal=proposal, agency=proposal.agency, word=line["word"], text=line["text"],
            by=tale.towns[key].people["officer"] if ours else proposal.agency)


def _pass(tale, key, word, line):
    pass_on(proposal=tale.things["proposal", word], to_agency=tale.agencies[line["to"]], reason=line["reason"],
            by=tale.towns[key].people["officer"], address=tale.address)


def _reply(tale, key, word, line):
    answer(theme=tale.things["theme", word], text=line["text"], key=str(uuid.uuid4()),
           by=tale.towns[key].people["officer"])


def _report(tale, key, word, line):
    report(resolution=tale.things["resolution", word], text=line["text"], by=tale.towns[key].people["officer"])

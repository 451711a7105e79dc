"""Asking every page of a demo in this process, with the rows that hold the most as parameters of its routes."""
import json
import re
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from grounds import line

from saan.decisions.models import Committee, Item, Meeting, Proposal, Resolution
from saan.network.models import Agreement, Commitment
from saan.places.models import Place
from saan.plans.models import Activity, Evidence, Project
from saan.voices.models import Theme, Voice
from tests.house.tenants import routes

TOWN = "d300101"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
BESIDES = (   # addresses with a question behind them
    "search?q=ไฟ", "search?q=ห้องน้ำสะอาดหน้าโรงเรียน", "themes?page=40", "themes?q=ไฟ", "proposals?state=overdue",
    "proposals?state=resolved", "proposals?page=30", "resolutions?state=overdue", "resolutions?state=closed",
    "resolutions?page=30", "projects?page=30", "api/v1/projects?area=30", "api/v1/overview?area=30",
    "api/v1/overview", "api/v1/themes?area=30")
LETTERS = {"token", "uidb36", "key", "pk", "invitation", "role", "person"}   # links of letters, one's own account


class Asking:
    """The asking of one folder."""

    def __init__(self, data: Path, links: dict[str, str], requests: int, only: str):
        self._links, self._requests = links, requests
        self._opened, self._shut, self.left = set(), set(), set()
        self._paths = [(template, path) for template, path in self._filled(_rows(data)) if path.startswith(only)]

    def of(self, role: str) -> list[dict]:
        """Ask for every page as this role, and return what came of each that opens."""
        client = self._client(role)
        return [page for template, path in self._paths if (page := self._page(client, role, template, path))]

    def closed(self) -> list[str]:
        """Return the routes that no role could open."""
        return sorted(self._shut - self._opened)

    def _client(self, role):
        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        client.get(f"/?at={TOWN}")
        if role != "public":
            response = client.get(urlsplit(self._links[role]).path)
            if response.status_code != 302:
                raise SystemExit(f"The sign-in link of {role} does not work.")
        return client

    def _page(self, client, role, template, path):
        if client.get(path).status_code != 200:
            self._shut.add(template)
            return None
        self._opened.add(template)
        with CaptureQueriesContext(connection) as queries:
            size = len(b"".join(client.get(path)))
        count = len(queries)   # now: the next request begins to count anew
        walls, processors = zip(*(_timed(client, path) for _turn in range(self._requests)), strict=True)
        page = {"name": path, "role": role, "p50": round(statistics.median(walls), 1),
                "cpu": round(statistics.median(processors), 1), "queries": count, "bytes": size}
        line(**page)
        return page

    def _filled(self, rows):
        """Yield every route that can be asked for, with its address."""
        for template in (*routes(), *BESIDES):
            names = PARAMETER.findall(template)
            known = [rows.get(f"{template.partition('/')[0]} {name}", rows.get(name)) for name in names]
            if LETTERS & set(names) or None in known or "logout" in template:
                self.left.add(template)
                continue
            values = iter(known)
            yield template, "/" + PARAMETER.sub(lambda _name, values=values: str(next(values)), template)


def _timed(client, path):
    wall, processor = time.perf_counter(), time.process_time()
    client.get(path)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _rows(data):
    """Return what fills a parameter: by the first word of the route and the parameter's name, or by its name alone."""
    town, project = {"authority__code": TOWN}, {"project__authority__code": TOWN}
    meeting = _most(Meeting, "items", committee__authority__code=TOWN)
    evidence = Evidence.objects.order_by("-pk").select_related("claim").first()
    grown = data / "grown.json"
    codes = json.loads((grown if grown.is_file() else data / "codes.json").read_text())
    theme = _most(Theme, "memberships", **town)
    return {
        "code": (list(codes.values()) if isinstance(codes, dict) else codes)[0], "slug": "korat-yim-2566",
        "paper": "minutes", "meeting": meeting, "item": Item.objects.filter(meeting=meeting).first().pk,
        "evidence": evidence.pk, "rounds slug": "bo-yang-ruean-khlong-2569", "api number": theme,
        "themes number": theme, "proposals number": _most(Proposal, "responses", **town),
        "committees number": _most(Committee, "meetings", **town), "meetings number": meeting,
        "resolutions number": _most(Resolution, "projects", meeting__committee__authority__code=TOWN),
        "projects number": _most(Project, "activities", **town),
        "activities number": _most(Activity, "attendances", **project), "results number": evidence.claim.result_id,
        "agreements number": _most(Agreement, "goals", **town), "commitments number": _most(Commitment, "progress"),
        "places number": _most(Place, "access", **town), "moderate number": Voice.objects.waiting().first().pk}


def _most(model, part, **where):
    """Return the number of the row with the most parts."""
    found = model.objects.filter(**where).annotate(parts=Count(part)).order_by("-parts", "-pk").first()
    return found and found.pk

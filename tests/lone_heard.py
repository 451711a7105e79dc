"""What a town says of itself, asked the same way in every version; tests/data/heard/said.json is what "Heard" said.

    SAAN_DATA=FOLDER python tests/lone_heard.py ask SAID.json      prints answers and counts
    SAAN_DATA=FOLDER python tests/lone_heard.py go-on SAID.json    votes on, with tickets of then and of now

Not a test by itself: tests/commands/test_upgrade.py starts it.
"""
import json
import os
import sys
from datetime import datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.web.settings")
django.setup()

from django.apps import apps
from django.test import Client

from saan.core import clock

ROUND, SHEET = "khok-muang-2569", "korat-yim-2566"
ADDRESSES = ["/api/v1/themes", "/api/v1/consultations", f"/api/v1/consultations/{ROUND}",
             f"/api/v1/consultations/{ROUND}/results", f"/api/v1/consultations/{SHEET}/results"]
NOT_COUNTED = {"contenttypes", "auth", "sessions"}   # the frame's own


def asked(codes: list[str]) -> dict:
    """Return what the town answers under each address, and how many rows it holds of each noun."""
    addresses = [*ADDRESSES, *(f"/api/v1/voices/{code}" for code in codes)]
    counts = {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)
              if model._meta.app_label not in NOT_COUNTED}
    return {"counts": {label: count for label, count in sorted(counts.items()) if count},
            "answers": {address: _get(address) for address in addresses},
            "pages": {address: _client().get(address).status_code
                      for address in ("/", f"/code?code={codes[0]}", f"/c/{SHEET}/results", "/results")}}


def goes_on(said: dict) -> dict:
    """Vote with a ticket of then and with one of now, and say something; return the statuses."""
    ask, key = _client(), "6f1c0f0e-0000-4000-8000-00000000abcd"
    statements = [row["id"] for row in said["answers"][f"/api/v1/consultations/{ROUND}"]["statements"]]
    new = ask.post(f"/api/v1/consultations/{ROUND}/participants", {}, content_type="application/json")
    tokens = [*said["tokens"], new.json().get("token", "")]
    votes = [ask.post(f"/api/v1/consultations/{ROUND}/votes", {"statement": statements[0], "vote": 1},
                      content_type="application/json", headers={"x-participant": token}).status_code
             for token in tokens]
    spoken = ask.post("/api/v1/voices", {"area": "930307", "kind": "need", "text": "อยากให้มีน้ำดื่มที่สนาม"},
                      headers={"idempotency-key": key}, content_type="application/json")
    return {"participant": new.status_code, "votes": votes, "spoken": spoken.status_code}


def _get(address):
    answer = _client().get(address, headers={"accept-language": "en"})
    return json.loads(answer.content) if answer.status_code == 200 else answer.status_code


def _client():
    return Client(SERVER_NAME="127.0.0.1")


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text())
    with clock.moved_to(datetime.fromisoformat(given["at"])):
        print(json.dumps(asked(given["codes"]) if sys.argv[1] == "ask" else goes_on(given), ensure_ascii=False,
                         indent=1, sort_keys=True))

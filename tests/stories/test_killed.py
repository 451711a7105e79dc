"""What was acknowledged is still there after the server was killed in the middle of its work."""
import http.client
import json
import shutil
import threading
import time
from itertools import count, product
from typing import NamedTuple
from uuid import uuid4

import pytest
from grounds import Server, environment, manage

from tests.commands.towns import Town
from tests.running import free_port, tell

ROUND, VOTERS, SPEAKERS, KILLS = "khok-muang-2569", 8, 2, 3


class Wish(NamedTuple):
    """What is sent: where, what it says, and one header of its own."""

    path: str
    said: dict
    header: tuple[str, str]


class Sender(threading.Thread):
    """Sends one wish after the other until the server is gone, and remembers what was acknowledged."""

    def __init__(self, port, wishes):
        super().__init__(daemon=True)
        self.port, self.wishes, self.kept, self.unexpected = port, wishes, [], []

    def run(self):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            for wish in self.wishes:
                status, answer = ask(line, "POST", wish.path, wish.said, wish.header)
                (self.kept if status == 201 else self.unexpected).append((wish, answer))
        except (OSError, http.client.HTTPException):
            pass   # killed: what has no answer was not acknowledged
        finally:
            line.close()


def ask(line, method, path, said=None, header=("Accept", "*/*")):
    """Return status and words of the answer."""
    body = None if said is None else json.dumps(said)
    line.request(method, path, body, {"Content-Type": "application/json"} | dict([header]))
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def votes(tokens, statements):
    """Yield a vote for each token and statement."""
    for token, statement in product(tokens, statements):
        said = {"statement": statement, "vote": 1}
        yield Wish(f"/api/v1/consultations/{ROUND}/votes", said, ("X-Participant", token))


def voices():
    """Yield one voice after the other."""
    for number in count(1):
        said = {"area": "930307", "kind": "need", "text": f"อยากได้ม้านั่งตัวที่ {number}"}
        yield Wish("/api/v1/voices", said, ("Idempotency-Key", str(uuid4())))


@pytest.fixture
def env(told, tmp_path):
    """Return the environment of a demo of its own, on the database that the suite runs on."""
    town = Town(tmp_path / "data")
    if town.url:
        tell(town.folder, DATABASE_URL=town.url)
    else:
        shutil.copytree(told, town.folder)
    return environment(town.folder, DATABASE_URL=town.url)


@pytest.mark.slow
def test_no_acknowledged_vote_or_voice_is_missing_after_kills(env):
    port = free_port()
    tokens = manage(env, "mint-participants", ROUND, str(VOTERS * KILLS * 60)).split()
    kept = []
    for _kill in range(KILLS):
        server = Server("saan.web.wsgi:application", port, env)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked = json.loads(ask(line, "GET", f"/api/v1/consultations/{ROUND}")[1])["statements"]
        line.close()
        mine = [[tokens.pop() for _number in range(60)] for _voter in range(VOTERS)]
        senders = [Sender(port, votes(held, [one["id"] for one in asked])) for held in mine]
        senders += [Sender(port, voices()) for _speaker in range(SPEAKERS)]
        for sender in senders:
            sender.start()
        time.sleep(2)
        server.kill()
        for sender in senders:
            sender.join(90)
        assert [wrong for sender in senders for wrong in sender.unexpected] == []
        kept += [told for sender in senders for told in sender.kept]
    spoken = [json.loads(answer)["code"] for wish, answer in kept if wish.path == "/api/v1/voices"]
    voted = [wish for wish, _answer in kept if wish.path != "/api/v1/voices"]
    assert len(spoken) > KILLS and len(voted) > 10 * KILLS
    server = Server("saan.web.wsgi:application", port, env)
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        again = [ask(line, "POST", *wish)[0] for wish in voted]   # 200 repeats one; 201 would mean that it was lost
        known = [ask(line, "GET", f"/api/v1/voices/{code}")[0] for code in spoken]
        line.close()
    finally:
        server.end()
    assert again == [200] * len(voted)
    assert known == [200] * len(spoken)

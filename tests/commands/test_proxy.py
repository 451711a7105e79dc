"""A town behind Debian's nginx with the very configuration of deploy/: whoever sends half and stalls stops nobody."""
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests import running
from tests.commands.towns import Town

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAME = "saan.example.go.th"
HALVES = 50
OPENED = """
from saan.voices.actions.tickets import mint
from saan.voices.tests.town import opened, town
here = opened(town(), statements=4)
print(here.it.slug, here.statements[0].pk, *(mint(consultation=here.it, network=str(n)) for n in range(20)))
"""
MAIN = """
{user}
worker_processes 1;
pid {home}/nginx.pid;
daemon off;
error_log {home}/error.log warn;
events {{ worker_connections 768; }}
http {{
    {folders}
    include {home}/saan.conf;
}}
"""
pytestmark = [pytest.mark.one_database, pytest.mark.skipif(
    NGINX is None, reason="nginx is missing; as root run: apt-get install nginx-light")]


class Proxied:
    """A town behind its proxy, as the world meets it."""

    def __init__(self, ports: dict[str, int], town: Town):
        self.port, self.plain, self.town = ports["tls"], ports["plain"], town
        self.context = ssl.create_default_context(cafile=town.folder.parent / "proxy" / "fullchain.pem")

    def socket(self):
        """Return a connection to the proxy, under the town's name."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return self.context.wrap_socket(plain, server_hostname=NAME)

    def ask(self, method, path, body=None, **headers):
        """Return status, headers and body of an answer."""
        asking = http.client.HTTPSConnection(NAME, self.port, timeout=20)
        asking.sock = self.socket()
        try:
            asking.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = asking.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            asking.close()


def certificate(folder):
    """Write a certificate for the town's name."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
            .sign(key, hashes.SHA256()))
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8,
                                                           serialization.NoEncryption()))


def configured(folder, ports):
    """Lay deploy/nginx.conf into the folder: other ports, another place for certificate and log, and nothing else."""
    text = (running.ROOT / "deploy" / "nginx.conf").read_text()
    here = "127.0.0.1:"
    for was, now in ((r"listen 80;", f"listen {here}{ports['plain']};"), (r"listen \[::\]:\d+.*;\n", "\n"),
                     (r"listen 443 ", f"listen {here}{ports['tls']} "), (rf"{here}8000", f"{here}{ports['saan']}"),
                     (r"/etc/letsencrypt/live/[^/]+", str(folder)), (r"/var/log/nginx", str(folder))):
        text, count = re.subn(was, now, text)
        assert count, was
    (folder / "saan.conf").write_text(text)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(MAIN.format(user=user, home=folder, folders=folders))


@contextmanager
def ended(process):
    """End the process, however the block ends."""
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    """A town that bin/serve serves, behind the proxy."""
    home = tmp_path_factory.mktemp("proxied")
    (home / "proxy").mkdir()
    ports = {name: running.free_port() for name in ("plain", "tls", "saan")}
    certificate(home / "proxy")
    configured(home / "proxy", ports)
    town = Town(home / "town")
    town.saan("migrate", "-v0", "--skip-checks")
    env = town.env | {"SAAN_HTTPS": "on", "SAAN_PROXIES": "1", "SAAN_HOSTS": NAME, "SAAN_ORIGINS": f"https://{NAME}"}
    serve = [sys.executable, running.ROOT / "bin" / "serve", "--no-worker", "--port", str(ports["saan"])]
    with (ended(subprocess.Popen(serve, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)) as saan,
          ended(subprocess.Popen([NGINX, "-p", home / "proxy", "-c", home / "proxy" / "main.conf"],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT))):
        running.wait_until_it_answers(saan)
        yield Proxied(ports, town)


def halves(proxied, path):
    """Open connections that each send half of what they announced, and then nothing."""
    stalled = [proxied.socket() for _number in range(HALVES)]
    for each in stalled:
        each.sendall(f"POST {path} HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: application/json\r\n"
                     f"Content-Length: 40000\r\n\r\n{'x' * 20000}".encode())
    return stalled


def test_fifty_half_sent_requests_stop_nobody(proxied):
    slug, statement, *tokens = proxied.town.does(OPENED).split()
    votes = f"/api/v1/consultations/{slug}/votes"
    stalled = halves(proxied, "/speak")
    time.sleep(1)   # what would stop Saan has long arrived
    body = json.dumps({"statement": int(statement), "vote": 1})
    for token in tokens:
        assert proxied.ask("GET", "/")[0] == 200
        assert proxied.ask("POST", votes, body, Content_Type="application/json", X_Participant=token)[0] == 201
    stalled[0].settimeout(.1)
    with pytest.raises(TimeoutError):   # they were there all the time
        stalled[0].recv(1)
    for each in stalled:
        each.close()


def test_the_town_knows_through_its_proxy_that_people_come_by_https(proxied):
    status, headers, _page = proxied.ask("GET", "/privacy?lang=en", X_Forwarded_Proto="http")
    assert (status, headers["strict-transport-security"]) == (200, "max-age=31536000")
    assert "saan_lang=en" in headers["set-cookie"] and "; Secure" in headers["set-cookie"]
    elsewhere = http.client.HTTPConnection("127.0.0.1", proxied.plain, timeout=20)
    elsewhere.request("GET", "/speak", headers={"Host": NAME})
    assert elsewhere.getresponse().headers["Location"] == f"https://{NAME}/speak"
    elsewhere.close()


def test_where_people_come_from_is_what_the_proxy_saw_and_not_what_they_say(proxied):
    assert proxied.ask("GET", "/sources", X_Forwarded_For="203.0.113.7")[0] == 200
    time.sleep(2)   # a batch a second
    noted = proxied.town.saan("traffic", "--from", "2026-01-01").stdout
    assert " 127.0.0.1 GET 200 /sources" in noted and "203.0.113.7" not in noted


def test_what_is_too_large_for_any_page_never_reaches_saan(proxied):
    said = proxied.ask("POST", "/speak", b"x" * (23 << 20))
    assert said[0] == 413


def test_no_address_of_a_page_is_in_the_proxys_log(proxied):
    proxied.ask("GET", "/code?code=K7M49Q2T")
    logs = [path.read_text() for path in (proxied.town.folder.parent / "proxy").glob("*.log")]
    assert logs and not [log for log in logs if "K7M49Q2T" in log]

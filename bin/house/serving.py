"""Serving: the server and the worker as two processes that live and end together."""
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from house.children import born
from house.ground import ROOT, environment
from house.words import say, stop

GRACE = 15      # seconds that a process gets to end by itself
WAKE = 60       # seconds that the server gets to answer for the first time
LOGS = ROOT / "bin" / "house" / "granian.json"   # the server's own words go the way of Saan's
REST = 1        # seconds before a worker that fell over is started again


def free(host: str, port: int) -> bool:
    """Return whether the port can be listened on; a name or address that is not ours is refused with a sentence."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except socket.gaierror:
        stop(f"“{host}” is no address of this machine; say --host 127.0.0.1.")
    except PermissionError:
        stop(f"Port {port} is for root alone; say --port with a number from 1024.")
    except (OSError, OverflowError) as fault:
        if getattr(fault, "errno", None) == 99:   # EADDRNOTAVAIL
            stop(f"“{host}” is no address of this machine; say --host 127.0.0.1.")
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach the host."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(host: str, port: int) -> str:
    """Return what addresses of this server begin with."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def processes(env: Mapping[str, str]) -> str:
    """Return how many processes serve: as the town set it, or one to each processor, at most two."""
    return env.get("SAAN_WORKERS") or str(min(2, os.cpu_count() or 1))


def threads(env: Mapping[str, str]) -> str:
    """Return how many requests each process works on at once: as the town set it, or more where a server is asked."""
    return env.get("SAAN_THREADS") or ("8" if env.get("DATABASE_URL") else "4")


def granian(application: str, host: str, port: int, env: Mapping[str, str]) -> list[str]:
    """Return what Python is asked for to serve the application."""
    return ["-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--host", host, "--port", str(port),
            "--workers", processes(env), "--blocking-threads", threads(env), "--backlog", "1024",
            "--log-level", "warning", "--log-config", str(LOGS), "--workers-kill-timeout", "10", application]


def serve(python: Path, data: Path, host: str, port: int, when_ready: Callable[[], None], *,
          with_worker: bool = True) -> int:
    """Serve until told to stop (SIGTERM or Ctrl-C) or until the server ends; return the exit code."""
    house = _House(python, environment(data), host, port, with_worker)
    for ask in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ask, house.ask_to_stop)
    try:
        return house.live(when_ready)
    finally:
        house.end()


class _House:
    """The two processes."""

    def __init__(self, python, env, host, port, with_worker):
        self.python, self.env, self.host, self.port, self.with_worker = python, env, host, port, with_worker
        self.stopping, self.server, self.worker, self.rested = False, None, None, 0.0

    def ask_to_stop(self, *_):
        self.stopping = True

    def live(self, when_ready):
        """Start the server, say when it answers, start the worker, and look after both."""
        self.server = self._start(*granian("saan.web.wsgi:application", self.host, self.port, self.env))
        if not self._answers():
            say("" if self.stopping else "The server does not answer; what it says of it stands above.")
            return 0 if self.stopping else 1
        when_ready()
        while not self.stopping and self.server.poll() is None:
            if self.with_worker:
                self._look_after_worker()
            time.sleep(.2)
        if self.stopping:
            return 0
        say("The server has ended by itself; Saan ends with it.")
        return self.server.returncode if self.server.returncode > 0 else 1

    def end(self):
        """Ask both to end, wait, and end what does not."""
        running = [child for child in (self.server, self.worker) if child]
        for child in running:
            _tell(child, signal.SIGTERM)
        until = time.monotonic() + GRACE
        for child in running:
            try:
                child.wait(timeout=max(.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            _tell(child, signal.SIGKILL)   # and whatever it started
            child.wait()

    def _look_after_worker(self):
        if self.worker and self.worker.poll() is None:
            return
        if self.worker and time.monotonic() - self.rested > REST:
            say("The worker has ended; it is started again.")
        if time.monotonic() - self.rested > REST:
            self.rested = time.monotonic()
            self.worker = self._start(ROOT / "manage.py", "work")

    def _start(self, *command):
        """Start a process in a group of its own, so that Ctrl-C reaches only us."""
        return born([self.python, *command], env=self.env, cwd=ROOT, start_new_session=True)

    def _answers(self):
        """Return whether the server answers in time."""
        until = time.monotonic() + WAKE
        while not self.stopping and self.server.poll() is None and time.monotonic() < until:
            if _alive(self.host, self.port):
                return True
            time.sleep(.05)
        return False


def _alive(host, port):
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    ask = http.client.HTTPConnection(here, port, timeout=2)
    try:
        ask.request("GET", "/healthz", headers={"Host": "localhost"})
        return ask.getresponse().status == 200
    except OSError:
        return False
    finally:
        ask.close()


def _tell(child, what):
    try:
        os.killpg(child.pid, what)
    except ProcessLookupError:
        pass

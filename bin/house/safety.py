"""What must be set before a town is open to the world: each danger a sentence that says how to mend it."""
import os
from collections.abc import Iterator
from pathlib import Path

YES = {"1", "true", "yes", "on"}             # as saan.web.environment reads a flag; a test holds both to it
NO = {"0", "false", "no", "off", ""}


def dangers(data: Path, host: str, loopback: bool) -> list[str]:
    """Return what is wrong with serving this folder on this host with the settings of the environment."""
    return [*_of_the_folder(data), *_of_the_settings(host, loopback)]


def _of_the_folder(data: Path) -> Iterator[str]:
    if (data / "demo.json").exists():
        yield (f"{data} is a demo's folder: its sign-in links open everything. Name the town's own folder with "
               "SAAN_DATA, or show the demo with bin/demo.")


def _of_the_settings(host: str, loopback: bool) -> Iterator[str]:
    names = [name.strip() for name in _set("SAAN_HOSTS").split(",") if name.strip()]
    proxies = _set("SAAN_PROXIES") not in {"", "0"}
    open_to_others = bool(names) or proxies or not loopback
    if "*" in names:
        yield ("SAAN_HOSTS is “*”: under any name somebody could pose as the town. Write its names, "
               "such as saan.example.go.th.")
    if not loopback and not names:
        yield (f"Others can reach {host}, but SAAN_HOSTS names nobody. Set it to the town's names, "
               "such as saan.example.go.th.")
    if open_to_others and _set("SAAN_HTTPS").lower() not in YES:
        yield ("SAAN_HTTPS is not on, so sign-in and receipt codes would travel in clear. Set SAAN_HTTPS=on, "
               "with a proxy in front that speaks TLS (docs/deploy.md).")
    if open_to_others and "SAAN_LIMITS" in os.environ and _set("SAAN_LIMITS").lower() in NO:
        yield "SAAN_LIMITS is off, so codes could be guessed without end. Remove SAAN_LIMITS."


def _set(name: str) -> str:
    return os.environ.get(name, "").strip()

"""Debian's packages: what a machine lacks is installed where we may."""
import os
import shutil
from collections.abc import Sequence

from house.words import watched

QUIET = {"DEBIAN_FRONTEND": "noninteractive",
         "RUNLEVEL": "1"}   # no service is started just because its package came


def is_root() -> bool:
    """Return whether we may install packages."""
    return os.geteuid() == 0


def installed(what: str, *choices: Sequence[str]) -> bool:
    """Install the first choice of packages that can be had; return whether one could."""
    if not (is_root() and shutil.which("apt-get")):
        return False
    env = os.environ | QUIET
    watched("Asking Debian what it has", ["apt-get", "update"], env=env)
    return any(watched(f"Installing {what} ({' '.join(packages)})",
                       ["apt-get", "install", "-y", "--no-install-recommends", *packages], env=env)
               for packages in choices)

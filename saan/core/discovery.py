"""Commands: every room's `commands/` folder is found, so that bin/saan and call_command know them."""
import importlib
import pkgutil
from functools import cache

from django.apps import apps
from django.core import management
from django.core.management.base import BaseCommand

HEAD = """Saan (สาน): bin/saan COMMAND [options]      bin/saan help COMMAND tells more

Saan's commands:
"""
TAIL = """
Commands of the frame underneath (Django):
"""

_given, _load = management.get_commands, management.load_command_class


def found() -> dict[str, str]:
    """Return the module of every command of a room, by the name it is called by (start-town)."""
    return {name.replace("_", "-"): f"{room.name}.commands.{name}"
            for room in apps.get_app_configs() if room.name.startswith("saan.")
            for _, name, _ in pkgutil.iter_modules([f"{room.path}/commands"]) if not name.startswith("_")}


def install() -> None:
    """Let Django find the commands of all rooms, and let bin/saan --help begin with them."""
    management.get_commands = cache(_all)
    management.load_command_class = _loaded
    management.ManagementUtility.main_help_text = _help


def _all():
    ours = found()
    return _given() | ours | {name.replace("-", "_"): module for name, module in ours.items()}


def _loaded(module: str, name: str) -> BaseCommand:
    """Return the command; only the one that is asked for is imported."""
    return importlib.import_module(module).Command() if ".commands." in module else _load(module, name)


def _help(utility, commands_only=False):
    ours, theirs = found(), sorted(set(_given()) - set(found()))
    if commands_only:
        return "\n".join([*sorted(ours), *theirs])
    width = max(map(len, ours), default=0)
    lines = [f"  {name:{width}}  {_loaded(module, name).help.splitlines()[0]}" for name, module in sorted(ours.items())]
    return "\n".join([HEAD + "\n".join(lines), TAIL + "  " + ", ".join(theirs)])

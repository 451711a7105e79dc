"""How quick every page is in a demo that has grown: the middle of 20 requests, and how many queries each asks.

    bin/demo --only-tell --data /tmp/grown && SAAN_DATA=/tmp/grown bin/saan grow
    .venv/bin/python bench/pages.py --data /tmp/grown [--requests 20] [--roles public,officer] [--only /themes]

Asks in this process, without a server in between, as a visitor and as each role of sign-in.json. Prints one line of
JSON a page: p50 in milliseconds by the wall clock and by the processor (the truer one on a busy machine), queries,
bytes. At the end come the pages over 150 ms, and the addresses that no role could open or that were not measured.
"""
import argparse
import importlib
import json
import os
import sys
from pathlib import Path

import django
from grounds import ROOT

LIMIT = 150   # ms


def asked() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True, help="the folder of a demo that has grown")
    ask.add_argument("--requests", type=int, default=20)
    ask.add_argument("--roles", default="", help="some of them, with commas; public is a visitor; default all")
    ask.add_argument("--only", default="", help="only addresses that begin so")
    return ask.parse_args()


def main() -> None:
    """Measure every page of every role, and tell."""
    options = asked()
    os.environ |= {"SAAN_DATA": str(options.data.resolve()), "DJANGO_SETTINGS_MODULE": "saan.web.settings",
                   "SAAN_LIMITS": "off", "SAAN_HOST": "127.0.0.1"}
    sys.path.insert(0, str(ROOT))
    django.setup()
    links = json.loads((options.data / "sign-in.json").read_text())
    asking = importlib.import_module("asking").Asking(options.data, links, options.requests, options.only)
    roles = options.roles.split(",") if options.roles else ["public", *links]
    pages = [page for role in roles for page in asking.of(role)]
    slow = sorted((page for page in pages if page["p50"] > LIMIT), key=lambda page: -page["p50"])
    print(f"\n{len(slow)} of {len(pages)} pages over {LIMIT} ms:")
    for page in slow:
        print(f"  {page['p50']:8.0f} ms  {page['cpu']:8.0f} ms cpu  {page['queries']:4} queries  {page['role']:14} "
              f"{page['name']}")
    print("\nNo role could open:", *asking.closed(), sep="\n  ")
    print("\nNot measured:", *sorted(asking.left), sep="\n  ")


if __name__ == "__main__":
    main()

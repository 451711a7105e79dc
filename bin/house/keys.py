"""Where the keys lie: said once, when they are made."""
import sys
from pathlib import Path


def announce(data: Path) -> None:
    """Say where the keys will lie, where there are none yet; Saan makes them at its first start."""
    folder = data / "keys"
    if not folder.is_dir():
        print(f"Saan's keys are made now and lie in {folder}; they belong in no backup and nobody else may read them: "
              "keep a copy of that folder in a safe, because receipt codes open nothing without it.",
              file=sys.stderr, flush=True)

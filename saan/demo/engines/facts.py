"""Reading the facts that the demo is told from."""
import tomllib
from pathlib import Path

FACTS = Path(__file__).parents[1] / "facts"


def facts(name: str) -> dict:
    """Return one file of facts."""
    return tomllib.loads((FACTS / f"{name}.toml").read_text(encoding="utf-8"))

"""Letters that the demo sent: they lie in its folder, for nobody of the demo has a post office."""
import re
from pathlib import Path

LINK = re.compile(r"https?://\S+/by-link/[\w-]+")


def last_errand(folder: Path) -> str:
    """Return the link that the last letter to an agency holds, empty where none lies there."""
    letters = sorted(folder.iterdir(), key=lambda letter: letter.stat().st_mtime) if folder.is_dir() else []
    links = [link for letter in letters for link in LINK.findall(letter.read_text(errors="replace"))]
    return links[-1] if links else ""

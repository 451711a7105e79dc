"""The shelf: bytes in the folder of files, each under the SHA-256 of itself."""
import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def lay(content: bytes) -> str:
    """Lay the bytes down so that a power cut loses none of them, and return their digest."""
    digest = hashlib.sha256(content).hexdigest()
    target = place_of(digest)
    if target.is_file():
        return digest
    _made(target.parent)
    part = target.with_name(f".{digest[:8]}-{secrets.token_hex(8)}")   # a backup leaves out what begins with a dot
    try:
        with part.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _settle(target.parent)
    return digest


def place_of(digest: str) -> Path:
    """Return where the bytes of this digest lie: ab/cd/abcd…"""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


def _made(folder):
    if not folder.is_dir():
        _made(folder.parent)
        folder.mkdir(exist_ok=True)
        _settle(folder.parent)


def _settle(folder):
    """Let the folder itself remember what lies in it, also after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Keys: made once, kept in a folder of their own, never in the database or a backup."""
import hashlib
import hmac
import os
import secrets
from pathlib import Path

NAMES = ("session", "receipt", "network", "token")


def ready(folder: Path) -> bool:
    """Return whether every key lies in the folder."""
    return all((folder / name).is_file() for name in NAMES)


def made(folder: Path) -> dict[str, bytes]:
    """Return the keys of the folder (each 32 bytes); missing ones are made now, readable by the owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return {name: one(folder / name) for name in NAMES}


def one(path: Path) -> bytes:
    """Return the key (32 bytes) that lies there; it is made now, readable by the owner only, where there is none."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text())
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    return bytes.fromhex(path.read_text())


def fingerprint(key: bytes, text: str) -> str:
    """Return the keyed hash (HMAC-SHA-256, hex, 64 characters) by which a secret is looked up and never read back."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

"""Seals: what is written is closed at once, with the town's own key, or for a key that the town keeps elsewhere."""
import base64
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext_lazy as _

from saan.core import keys
from saan.core.refusal import Refusal

OWN, PUBLIC = "traffic", "traffic.pub"   # in the folder of keys
LONG = 32   # bytes of a key of either kind
NONCE = 12   # bytes


class Pair(NamedTuple):
    """Both halves of a new key, as text."""

    private: str
    public: str


def new_pair() -> Pair:
    """Return a new key in two halves: what the public one closes, only the private one opens."""
    private = X25519PrivateKey.generate()
    return Pair(_text(private.private_bytes_raw()), _text(private.public_key().public_bytes_raw()))


def close(words: bytes, folder: Path, before: bytes) -> str:
    """Return the words closed with the key of the folder, and bound to what stands before them."""
    public = folder / PUBLIC
    if public.is_file():
        theirs, mine = _bytes(public.read_text()), X25519PrivateKey.generate()
        ours = mine.public_key().public_bytes_raw()
        key = _shared(mine.exchange(X25519PublicKey.from_public_bytes(theirs)), ours + theirs)
        return "box." + _text(ours + ChaCha20Poly1305(key).encrypt(bytes(NONCE), words, before))
    nonce = secrets.token_bytes(NONCE)
    return "own." + _text(nonce + ChaCha20Poly1305(keys.one(folder / OWN)).encrypt(nonce, words, before))


def opened(closed: str, folder: Path, before: bytes, private: str = "") -> bytes:
    """Return the words again; refuse where the key does not open them."""
    kind, _dot, text = closed.partition(".")
    try:
        box = _bytes(text)
        if kind == "own":
            own = bytes.fromhex((folder / OWN).read_text())
            return ChaCha20Poly1305(own).decrypt(box[:NONCE], box[NONCE:], before)
        mine = X25519PrivateKey.from_private_bytes(_bytes(private))
        ours, theirs = box[:LONG], mine.public_key().public_bytes_raw()
        key = _shared(mine.exchange(X25519PublicKey.from_public_bytes(ours)), ours + theirs)
        return ChaCha20Poly1305(key).decrypt(bytes(NONCE), box[LONG:], before)
    except (InvalidTag, ValueError, FileNotFoundError):
        raise Refusal("web.traffic_key", _("กุญแจนี้เปิดบันทึกการเข้าใช้ไม่ได้ ใช้กุญแจที่ bin/saan traffic-key พิมพ์ให้ในวันนั้น "
                                           "หรือกุญแจ traffic ในโฟลเดอร์ keys เดิม")) from None


def keep_public(public: str, folder: Path) -> None:
    """Keep the public half beside the keys; one that is there already is never written over."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(folder / PUBLIC, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refusal("web.traffic_key_there", _(
            "มีกุญแจบันทึกการเข้าใช้อยู่แล้วใน %(file)s ถ้าจะทำใหม่ ย้ายไฟล์นี้ออกก่อน และเก็บกุญแจส่วนตัวเดิมไว้อีก 90 วัน"),
            file=folder / PUBLIC) from None
    with os.fdopen(handle, "w") as file:
        file.write(public)


def _shared(secret, both):
    """Return the key of one box, made from what the two halves share; each box has its own, so its nonce is zero."""
    return HKDF(algorithm=SHA256(), length=LONG, salt=None, info=b"saan traffic 1" + both).derive(secret)


def _text(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text):
    text = text.strip()
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

"""Receipt codes: eight characters that can be read aloud and typed without mistaking one for another.

The alphabet has 30 signs: digits and capitals without 0 O 1 I L, and without U (beside V). Eight of them,
each drawn evenly by `secrets`, make 30 ** 8 = 6.6e11 codes (39 bits). Text in, text out.
"""
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_TYPED = str.maketrans({
    **dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)),
    **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94)},
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True)),
    "\u2212": "-", "_": "-", "\u3000": " ",
})


def fresh() -> str:
    """Return a new code that nobody can guess: eight characters, no dash."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normal(text: str) -> str | None:
    """Return the code that was typed, or None where it cannot be one.

    Small letters, dashes of any kind, spaces, zero-width characters, Thai numerals and full-width signs are
    accepted. Look-alikes are not guessed: a sign outside the alphabet gives None.
    """
    if len(text) > 64:
        return None
    typed = text.translate(_TYPED).translate(_TYPED)
    code = "".join(sign for sign in typed if unicodedata.category(sign) not in {"Pd", "Zs", "Cc", "Cf"})
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """Return the code as it is printed, K7M4-9Q2T; ValueError for what `fresh` cannot make."""
    if normal(code) != code:
        raise ValueError("not a receipt code")
    return f"{code[:4]}-{code[4:]}"

"""Masks addresses, hashes and tokens in the text of errors."""

import re
from typing import Final

MASK: Final = "…"
MAX_CHARACTERS: Final = 500
_HASH: Final = r"\$[a-z0-9-]+\$[^\s'\"]+"
_ADDRESS: Final = r"[^\s@<>\"'(),;:=\[\]{}]+@[^\s@<>\"'(),;:=\[\]{}]+"
_RANDOM: Final = r"(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{20,}(?:\.[\w-]+)*"
"""Base64url of 15 bytes and more. A UUID and the name of a constraint have no capital letters and stay."""
_PERSONAL: Final = re.compile(f"{_HASH}|{_ADDRESS}|{_RANDOM}", re.ASCII)


def redacted(text: str) -> str:
    """Returns the first line of ``text``, at most 500 characters, with addresses, password hashes and token-like text
    masked. Servers and libraries quote values on the lines after the first."""
    first_line = text[: 4 * MAX_CHARACTERS].partition("\n")[0]
    return _PERSONAL.sub(MASK, first_line)[:MAX_CHARACTERS]


def described(error: BaseException) -> str:
    """Returns the type and the redacted text of an error: ``ValueError: not yet``. Many errors have no text."""
    name, text = type(error).__name__, redacted(str(error))
    return f"{name}: {text}" if text else name

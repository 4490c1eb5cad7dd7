"""A search of logs for what must never be in them."""

import re
from collections.abc import Iterable
from pathlib import Path

import attrs

ALWAYS = re.compile(rb"\$argon2|eyJ[\w-]{10,}\.[\w-]{10,}\.")
"""Hashes of passwords, and signed tokens, whoever they belong to."""


@attrs.define
class Swept:
    """How much was searched, for how many secrets, and where one was found."""

    files: int = 0
    size: int = 0
    secrets: int = 0
    found: list[str] = attrs.field(factory=list)

    def add(self, other: "Swept") -> None:
        """Counts what another search has found."""
        self.files += other.files
        self.size += other.size
        self.secrets += other.secrets
        self.found += other.found


def sweep(logs: Iterable[Path], secrets: Iterable[str]) -> Swept:
    """Searches every log for each secret, and for whatever looks like a token or a hash."""
    sought = [secret.encode() for secret in sorted(set(secrets)) if secret]
    swept = Swept(secrets=len(sought))
    pattern = re.compile(b"|".join(map(re.escape, sought))) if sought else ALWAYS
    for log in logs:
        content = log.read_bytes()
        swept.files += 1
        swept.size += len(content)
        for found in (pattern.search(content), ALWAYS.search(content)):
            if found:
                swept.found.append(f"{log.name}: {_line(content, found.start())}")
    return swept


def _line(content: bytes, at: int) -> str:
    """The name of the line's event, without what must not be repeated."""
    begin = content.rfind(b"\n", 0, at) + 1
    return content[begin : min(at, begin + 80)].decode(errors="replace")

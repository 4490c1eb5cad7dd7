"""``Content-Type`` (RFC 9110, 8.3), read in one pass: the reader for mails, which aiohttp takes, needs a third of a
second for eight thousand semicolons, and fails on brackets."""

import re

LONGEST = 256
"""Characters; a type, its charset and more are shorter."""
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_TYPE = re.compile(rf"[ \t]*({_WORD}/{_WORD})[ \t]*(?:$|(?=;))")
_PARAMETER = re.compile(rf';[ \t]*(?:({_WORD})(?:=(?:({_WORD})|"([^"\\]*)"))?[ \t]*)?')


def parse_media_type(text: str) -> tuple[str, dict[str, str] | None]:
    """The type and its parameters, names in small letters; ``None`` where those cannot be read. ``""`` for what is no
    type, or too long to be one."""
    found = _TYPE.match(text) if len(text) <= LONGEST else None
    if found is None:
        return "", {}
    parameters: dict[str, str] = {}
    at = found.end()
    while at < len(text):
        part = _PARAMETER.match(text, at)
        if part is None:
            return found[1].lower(), None
        if part[1]:
            parameters.setdefault(part[1].lower(), part[2] or part[3] or "")
        at = part.end()
    return found[1].lower(), parameters

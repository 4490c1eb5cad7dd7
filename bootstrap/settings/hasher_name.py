"""The name of a password hasher, with its options."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

import attrs


@attrs.frozen
class HasherName:
    """``scheme`` is the name, such as ``argon2``, and ``options`` what stands after a question mark:
    ``balloon?space=1024``."""

    scheme: str
    options: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(eq=False, kw_only=True, repr=False)
class HasherNameRule:
    """The rule of a name with options, of which each matches its pattern."""

    options: Mapping[str, str] = attrs.field(factory=dict)

    def __call__(self, text: str) -> HasherName:
        """Parses a name with its options. Raises ``ValueError``."""
        name, mark, query = text.partition("?")
        given = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(mark))
        known = all(re.fullmatch(self.options.get(option, "(?!)"), value) for option, value in given)
        if not known or len(dict(given)) < len(given):
            raise ValueError("no such options")
        return HasherName(name, dict(given))

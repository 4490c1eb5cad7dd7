"""A JSON document as a value."""

import json
from typing import Self

import attrs

JsonData = str | int | float | bool | None | list["JsonData"] | dict[str, "JsonData"]

MAX_DEPTH = 32
"""The depth that the bodies of requests may have too."""


@attrs.frozen
class Json:
    """A JSON document, frozen: it is kept, compared and hashed by its canonical ``text``, in which members are sorted
    and nothing is put between. Two documents are equal if they are written alike: 1 is not 1.0."""

    text: str

    @classmethod
    def of(cls, data: object) -> Self:
        """Returns the document of plain data: texts, numbers, booleans, ``None``, lists, tuples and dictionaries.
        Raises ``ValueError`` for numbers that are not finite, texts that are not Unicode, and depth over
        ``MAX_DEPTH``; ``TypeError`` for what JSON does not have."""
        _require_json(data, MAX_DEPTH)
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValueError("a text with a lone surrogate, which is not Unicode") from None
        return cls(text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Returns the document that is written as ``text``, in whatever way. Raises ``ValueError``."""
        return cls.of(json.loads(text))

    @property
    def data(self) -> JsonData:
        """The plain data, new at each call."""
        found: JsonData = json.loads(self.text)
        return found

    def __str__(self) -> str:
        return self.text


def _require_json(data: object, depth: int) -> None:
    if depth == 0:
        raise ValueError(f"a document that is deeper than {MAX_DEPTH}")
    if isinstance(data, dict):
        for name, value in data.items():
            if type(name) is not str:
                raise TypeError("a member of a JSON object whose name is no text")
            _require_json(value, depth - 1)
    elif isinstance(data, list | tuple):
        for value in data:
            _require_json(value, depth - 1)
    elif data is not None and not isinstance(data, str | int | float):
        raise TypeError(f"a {type(data).__name__}, which JSON does not have")

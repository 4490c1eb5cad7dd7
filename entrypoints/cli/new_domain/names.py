"""The names in a domain, derived from its plural: for ``orders``, ``Order`` and ``OrderRepository``."""

import keyword
import re
from collections.abc import Iterator, Mapping

import attrs

MAX_LETTERS = 17
"""A longer name would make lines of the template too long."""
_MAX_SUGGESTED = 12
"""Leaves room for the end of a plural, and of a longer singular."""
_WORDS = re.compile(r"(?=..)[a-z][a-z0-9]*(_[a-z0-9]+)*")
_IN_ES = re.compile(r"(ss|x|ch|sh|[^aeou]us)es$")
_IRREGULAR = {
    "children": "child",
    "criteria": "criterion",
    "data": "datum",
    "indices": "index",
    "men": "man",
    "people": "person",
    "women": "woman",
}
_NO_PLURALS = re.compile(r"(^|_)(news|series|species|[a-z]*(ss|us|is))$")
"""Words that end in s and are one thing, or are said of one and of many alike."""
_SAME_FOR_MANY = re.compile(
    r"(^|_)(aircraft|cattle|data|deer|equipment|evidence|feedback|fish|furniture|hardware|information|inventory|knowledge|"
    r"luggage|media|metadata|money|music|news|offspring|personnel|salmon|series|sheep|software|species|staff|stuff|traffic)$"
)
"""Words that are said of one and of many alike, or cannot be counted."""


@attrs.frozen
class Names:
    """``plural`` is the name of the domain, ``singular`` that of one of its entities: small letters, words joined by
    ``_``. An empty ``singular`` stands for one that cannot be derived from the plural."""

    plural: str
    singular: str

    @classmethod
    def of(cls, plural: str, singular: str | None = None) -> "Names":
        """Returns the names, with the given singular or the one that is derived."""
        return cls(plural, singular_of(plural) if singular is None else singular)

    @property
    def are_valid(self) -> bool:
        """True if the names can be those of modules and classes."""
        names = (self.plural, self.singular)
        is_one_name = self.singular == self.plural
        return not is_one_name and all(_WORDS.fullmatch(name) and not keyword.iskeyword(name) for name in names)

    @property
    def are_short(self) -> bool:
        """True if the lines of the template keep their length."""
        return max(len(self.plural), len(self.singular)) <= MAX_LETTERS

    @property
    def entity(self) -> str:
        """The name of the entity's class, in CamelCase."""
        return camel_case(self.singular)

    @property
    def typed(self) -> str:
        """The names as they are typed behind ``cortex new-domain``."""
        is_derived = self.singular == singular_of(self.plural)
        return self.plural if is_derived else f"{self.plural} --singular {self.singular}"

    def words(self) -> Mapping[str, str]:
        """Returns the values of the placeholders of the template."""
        one, many = self.singular.replace("_", " "), self.plural.replace("_", " ")
        return {
            "orders": self.plural,
            "order": self.singular,
            "Orders": camel_case(self.plural),
            "Order": self.entity,
            "ORDERS": self.plural.upper(),
            "/orders": f"/{self.plural.replace('_', '-')}",
            "cortex orders": self.plural.replace("_", "-"),
            "one order": one,
            "an order": f"{'an' if one[0] in 'aeiou' else 'a'} {one}",
            "many orders": many,
            "Many orders": many.capitalize(),
        }


def singular_of(plural: str) -> str:
    """Returns the singular of a plural, or an empty text for a word that is none, or that none can be derived from."""
    head, joined, last = plural.rpartition("_")
    if last in _IRREGULAR:
        return f"{head}{joined}{_IRREGULAR[last]}"
    if not plural.endswith("s") or _NO_PLURALS.search(plural):
        return ""
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return plural[:-2] if _IN_ES.search(plural) else plural[:-1]


def suggestions(name: str) -> Iterator[Names]:
    """Yields names of a domain as somebody may have meant it, all of them valid and short: for ``order-items``,
    ``order_items``; for ``metadata``, of which there is no plural, that with ``--singular metadata_item``."""
    words = re.findall(r"[a-z][a-z0-9]*", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    plain = "_".join(words)[:_MAX_SUGGESTED].strip("_")
    if len(plain) > 1:
        one, many = singular_of(plain) or plain, plain if singular_of(plain) else _plural_of(plain)
        if not _SAME_FOR_MANY.search(plain):
            yield from _valid(Names.of(plain), Names.of(many))
            yield from _valid(Names.of(many, f"{one}_item"))
        yield from _valid(Names.of(plain, f"{one}_item"), Names.of(f"{one}_items"), Names.of(f"own_{many}"))
    yield from _valid(Names.of("orders"), Names.of("purchases"), Names.of("own_orders"))


def _valid(*candidates: Names) -> Iterator[Names]:
    return (names for names in candidates if names.are_valid and names.are_short)


def _plural_of(word: str) -> str:
    if re.search(r"(s|x|ch|sh)$", word):
        return f"{word}es"
    return f"{word[:-1]}ies" if re.search(r"[^aeiou]y$", word) else f"{word}s"


def camel_case(snake_case: str) -> str:
    """Returns ``OrderItem`` for ``order_item``."""
    return "".join(word.capitalize() for word in snake_case.split("_"))

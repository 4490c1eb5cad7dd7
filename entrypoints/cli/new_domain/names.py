"""The names in a domain, derived from its plural: for ``orders``, ``Order`` and ``OrderRepository``."""

import keyword
import re
from collections.abc import Mapping

import attrs

MAX_LETTERS = 17
"""A longer name would make lines of the template too long."""
_PLURAL = re.compile(r"[a-z][a-z0-9]+(_[a-z][a-z0-9]+)*(?<!s)s")
_IN_ES = re.compile(r"(ss|x|ch|sh)es$")


@attrs.frozen
class Names:
    """``plural`` is the name of the domain: small letters, words joined by ``_``, an s at the end."""

    plural: str

    @property
    def are_valid(self) -> bool:
        """True if the names can be those of modules and classes."""
        return _PLURAL.fullmatch(self.plural) is not None and not keyword.iskeyword(self.singular)

    @property
    def are_short(self) -> bool:
        """True if the lines of the template keep their length."""
        return len(self.plural) <= MAX_LETTERS

    @property
    def singular(self) -> str:
        """The name of one entity, in snake_case."""
        if self.plural.endswith("ies"):
            return f"{self.plural[:-3]}y"
        return self.plural[:-2] if _IN_ES.search(self.plural) else self.plural[:-1]

    @property
    def entity(self) -> str:
        """The name of the entity's class, in CamelCase."""
        return _camel_case(self.singular)

    def words(self) -> Mapping[str, str]:
        """Returns the values of the placeholders of the template."""
        one, many = self.singular.replace("_", " "), self.plural.replace("_", " ")
        return {
            "orders": self.plural,
            "order": self.singular,
            "Orders": _camel_case(self.plural),
            "Order": self.entity,
            "ORDERS": self.plural.upper(),
            "/orders": f"/{self.plural.replace('_', '-')}",
            "table": f"{self.singular}s",
            "one order": one,
            "an order": f"{'an' if one[0] in 'aeiou' else 'a'} {one}",
            "many orders": many,
            "Many orders": many.capitalize(),
        }


def _camel_case(snake_case: str) -> str:
    return "".join(word.capitalize() for word in snake_case.split("_"))

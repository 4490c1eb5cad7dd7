"""What things are called in a domain: ``orders`` hold an ``Sort`` each, kept by an ``OrderRepository``."""

import keyword
import re
from collections.abc import Mapping

import attrs

LONGEST = 17
"""Longer ones would break the lines of the template."""
_PLURAL = re.compile(r"[a-z][a-z0-9]+(_[a-z][a-z0-9]+)*(?<!s)s")
_IN_ES = re.compile(r"(ss|x|ch|sh)es$")


@attrs.frozen
class Names:
    """``plural`` is what the domain is called: small letters, words joined by ``_``, an s at the end."""

    plural: str

    @property
    def are_possible(self) -> bool:
        """Whether the names can be those of modules and classes."""
        return _PLURAL.fullmatch(self.plural) is not None and not keyword.iskeyword(self.singular)

    @property
    def are_short(self) -> bool:
        return len(self.plural) <= LONGEST

    @property
    def singular(self) -> str:
        if self.plural.endswith("ies"):
            return f"{self.plural[:-3]}y"
        return self.plural[:-2] if _IN_ES.search(self.plural) else self.plural[:-1]

    @property
    def entity(self) -> str:
        return _camel_case(self.singular)

    def words(self) -> Mapping[str, str]:
        """What stands for the words of the template."""
        one, many = self.singular.replace("_", " "), self.plural.replace("_", " ")
        return {
            "orders": self.plural,
            "order": self.singular,
            "Orders": _camel_case(self.plural),
            "Order": self.entity,
            "/orders": f"/{self.plural.replace('_', '-')}",
            "table": f"{self.singular}s",
            "one order": one,
            "an order": f"{'an' if one[0] in 'aeiou' else 'a'} {one}",
            "many orders": many,
            "Many orders": many.capitalize(),
        }


def _camel_case(snake_case: str) -> str:
    return "".join(word.capitalize() for word in snake_case.split("_"))

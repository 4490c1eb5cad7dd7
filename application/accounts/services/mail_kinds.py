from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from application.ports.mail_kind import LinkKind, MailKind


@attrs.frozen
class MailKinds:
    """The mails of all domains by their names, with links that last as long as the settings say."""

    by_name: Mapping[str, MailKind]

    @classmethod
    def of(cls, kinds: Iterable[MailKind]) -> Self:
        """Returns the collection. Raises ``ValueError`` if two mails have one name, or two links one purpose."""
        by_name: dict[str, MailKind] = {}
        links: dict[str, LinkKind] = {}
        for kind in kinds:
            if by_name.setdefault(kind.name, kind) is not kind:
                raise ValueError(f"there are two mails called {kind.name!r}")
            if kind.link and links.setdefault(kind.link.purpose, kind.link) != kind.link:
                raise ValueError(f"there are two links with the purpose {kind.link.purpose!r}")
        return cls(by_name)

    def named(self, name: str) -> MailKind:
        """Returns the mail of this name. Raises ``LookupError`` if no domain declares it."""
        try:
            return self.by_name[name]
        except KeyError:
            raise LookupError(f"no domain declares the mail {name!r}") from None

"""Mails and the links in them, as domains declare them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Self

import attrs

from domain.accounts.purposes import MAX_PURPOSE_LENGTH, Purpose
from domain.shared_kernel.messages import Message


@attrs.frozen
class LinkKind:
    """A link that allows its recipient an act, once, within its ``life``; ``page`` is the last segment of its URL."""

    purpose: Purpose = attrs.field(validator=attrs.validators.max_len(MAX_PURPOSE_LENGTH))
    page: str
    life: timedelta


@attrs.frozen
class MailKind:
    """The subject matter of a mail. ``name`` is kept in stored jobs, so it stays; kinds of one name are equal.
    ``template`` is the file below the composer's templates, without its suffix; that of a domain of your own is in a
    folder of the domain's name. ``example`` has values of the facts that the template needs beside those of every
    mail."""

    name: str
    subject: Message = attrs.field(eq=False)
    link: LinkKind | None = attrs.field(default=None, eq=False)
    template: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), eq=False)
    example: Mapping[str, object] = attrs.field(factory=dict, eq=False)

    @property
    def required_link(self) -> LinkKind:
        """The link. Raises ``LookupError`` if the mail has none."""
        if self.link is None:
            raise LookupError(f"the mail {self.name!r} has no link")
        return self.link

    def lasting(self, life: timedelta) -> Self:
        """Returns the kind with a link of another life. Raises ``LookupError`` if it has none."""
        return attrs.evolve(self, link=attrs.evolve(self.required_link, life=life))

"""Base classes of domain events."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import attrs

from domain.shared_kernel.actor import Actor, Service


@attrs.frozen(kw_only=True)
class DomainEvent:
    """A fact that became true at ``at`` (UTC). It contains ids and plain facts, never a secret. ``event_name`` is its
    name in logs, in the past tense and snake_case; a literal of each class, so that the class can be renamed. A class
    without one raises ``TypeError``, unless it is the base of others (``is_base``). Fields with ``repr=False`` are
    personal, and are not logged."""

    event_name: ClassVar[str]
    is_base: ClassVar[bool] = True
    at: datetime

    def __init_subclass__(cls) -> None:
        if not vars(cls).get("is_base") and not isinstance(vars(cls).get("event_name"), str):
            raise TypeError(f'{cls.__name__}: declare its name in logs, as event_name = "…"')


@attrs.frozen
class Change:
    """A field that an act has changed, with its old and its new value as text; ``None`` stands for no value."""

    field: str
    old: str | None
    new: str | None


@attrs.frozen(kw_only=True)
class SecurityEvent(DomainEvent):
    """An act that concerns the security of an account or of the service; the audit has an entry of each. ``action`` is
    its name there, ``<thing>.<past tense>``, and ``subject_kind`` the kind of thing that was acted on; literals of each
    class, as what is stored is found by them. ``by`` is the actor, and ``None`` if nobody has shown who they are.
    ``ends_account`` means that the account that was acted on is gone, and with it the right to keep what is
    personal."""

    is_base: ClassVar[bool] = True
    action: ClassVar[str]
    subject_kind: ClassVar[str] = "user"
    ends_account: ClassVar[bool] = False
    by: Actor | Service | None

    @property
    def user_id(self) -> UUID | None:
        """The account that was acted on, or ``None`` if the act concerns no person who is known."""
        return None

    @property
    def subject_id(self) -> UUID | None:
        """The thing that was acted on: the account, unless a class says otherwise."""
        return self.user_id

    @property
    def session_id(self) -> UUID | None:
        """The session that the act is about, if it is about one."""
        return None

    @property
    def reason(self) -> str | None:
        """The reason, in the words of the actor or as a code. It may be personal."""
        return None

    @property
    def changes(self) -> Sequence[Change]:
        """The fields that were changed. Their values may be personal."""
        return ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not vars(cls).get("is_base") and not isinstance(vars(cls).get("action"), str):
            raise TypeError(f'{cls.__name__}: declare its name in the audit, as action = "…"')

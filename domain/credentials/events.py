"""Events of second factors."""

from uuid import UUID

import attrs

from domain.accounts.actor import Actor
from domain.shared_kernel.events import DomainEvent


@attrs.frozen(kw_only=True)
class FactorAdded(DomainEvent):
    """The owner of an account has confirmed a second factor."""

    event_name = "factor_added"

    user_id: UUID
    factor_id: UUID
    kind: str


@attrs.frozen(kw_only=True)
class FactorRemoved(DomainEvent):
    """The owner of an account has removed a second factor."""

    event_name = "factor_removed"

    user_id: UUID
    factor_id: UUID
    kind: str


@attrs.frozen(kw_only=True)
class RecoveryCodesRenewed(DomainEvent):
    """The owner of an account has new recovery codes; the former ones are void."""

    event_name = "recovery_codes_renewed"

    user_id: UUID


@attrs.frozen(kw_only=True)
class FactorUsed(DomainEvent):
    """A code of the method was right."""

    event_name = "factor_used"

    user_id: UUID
    method: str


@attrs.frozen(kw_only=True)
class FactorRefused(DomainEvent):
    """A code was wrong; ``failures`` were so in a row."""

    event_name = "factor_refused"

    user_id: UUID
    failures: int


@attrs.frozen(kw_only=True)
class MfaReset(DomainEvent):
    """Staff have removed all second factors of an account, which has ended its sessions."""

    event_name = "mfa_reset"

    user_id: UUID
    by: Actor
    reason: str

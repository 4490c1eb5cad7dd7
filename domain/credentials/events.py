"""Events of signing in, and of second factors."""

from collections.abc import Sequence
from uuid import UUID

import attrs

from domain.shared_kernel.events import Change, SecurityEvent


@attrs.frozen(kw_only=True)
class SignInRefused(SecurityEvent):
    """A sign-in was refused; ``cause`` is the code of the error. Without ``user_id`` the address has no account. The
    actor is known from the right password on."""

    event_name = "sign_in_refused"
    action = "sign_in.refused"

    user_id: UUID | None
    cause: str

    @property
    def reason(self) -> str:
        """The code of the error."""
        return self.cause


@attrs.frozen(kw_only=True)
class SignInChallenged(SecurityEvent):
    """The password was right, and a second factor is needed."""

    event_name = "sign_in_challenged"
    action = "sign_in.challenged"

    user_id: UUID


@attrs.frozen(kw_only=True)
class FactorAdded(SecurityEvent):
    """The owner of an account has confirmed a second factor."""

    event_name = "factor_added"
    action = "factor.added"

    user_id: UUID
    factor_id: UUID
    kind: str

    @property
    def changes(self) -> Sequence[Change]:
        """The kind of the factor."""
        return [Change("factor", None, self.kind)]


@attrs.frozen(kw_only=True)
class FactorRemoved(SecurityEvent):
    """The owner of an account has removed a second factor."""

    event_name = "factor_removed"
    action = "factor.removed"

    user_id: UUID
    factor_id: UUID
    kind: str

    @property
    def changes(self) -> Sequence[Change]:
        """The kind of the factor."""
        return [Change("factor", self.kind, None)]


@attrs.frozen(kw_only=True)
class RecoveryCodesRenewed(SecurityEvent):
    """The owner of an account has new recovery codes; the former ones are void."""

    event_name = "recovery_codes_renewed"
    action = "recovery_codes.renewed"

    user_id: UUID


@attrs.frozen(kw_only=True)
class FactorUsed(SecurityEvent):
    """A code of the method was right."""

    event_name = "factor_used"
    action = "factor.used"

    user_id: UUID
    method: str

    @property
    def reason(self) -> str:
        """The method."""
        return self.method


@attrs.frozen(kw_only=True)
class FactorRefused(SecurityEvent):
    """A code was wrong; ``failures`` were so in a row."""

    event_name = "factor_refused"
    action = "factor.refused"

    user_id: UUID
    failures: int

    @property
    def changes(self) -> Sequence[Change]:
        """The count of failures."""
        return [Change("failures", str(self.failures - 1), str(self.failures))]


@attrs.frozen(kw_only=True)
class MfaReset(SecurityEvent):
    """Staff have removed all second factors of an account, which has ended its sessions."""

    event_name = "mfa_reset"
    action = "mfa.reset"

    user_id: UUID
    reason: str = attrs.field(repr=False)

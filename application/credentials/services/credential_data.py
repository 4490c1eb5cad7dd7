"""The data about the second factors of people."""

from collections.abc import Sequence
from uuid import UUID

from application.personal_data import PersonalData, personal_rows
from application.ports.factor_attempts_repository import FactorAttemptsRepository
from application.ports.factor_repository import FactorRepository
from application.ports.recovery_code_repository import RecoveryCodeRepository
from application.ports.unit_of_work import Repositories
from domain.credentials.factor import Factor
from domain.credentials.factor_attempts import FactorAttempts
from domain.credentials.recovery_code import RecoveryCode
from domain.shared_kernel.filters import FilterOf

_ACCOUNT = "the id of the account, which is shown with it"


def _factors(work: Repositories) -> FactorRepository:
    return work.factors


def _factors_of(user_id: UUID) -> FilterOf[Factor]:
    return Factor.user_id == user_id


def _recovery_codes(work: Repositories) -> RecoveryCodeRepository:
    return work.recovery_codes


def _recovery_codes_of(user_id: UUID) -> FilterOf[RecoveryCode]:
    return RecoveryCode.user_id == user_id


def _attempts(work: Repositories) -> FactorAttemptsRepository:
    return work.factor_attempts


def _attempts_of(user_id: UUID) -> FilterOf[FactorAttempts]:
    return FactorAttempts.pk == user_id


CREDENTIALS: Sequence[PersonalData] = (
    personal_rows(
        name="factors",
        entity=Factor,
        withheld={"user_id": _ACCOUNT, "secret": "a secret", "counter": "a counter of the service"},
        repository=_factors,
        of_person=_factors_of,
    ),
    personal_rows(
        name="recovery_codes",
        entity=RecoveryCode,
        withheld={
            "pk": "made for the service alone",
            "user_id": _ACCOUNT,
            "code_hash": "the hash of a secret",
        },
        repository=_recovery_codes,
        of_person=_recovery_codes_of,
    ),
    personal_rows(
        name="factor_attempts",
        entity=FactorAttempts,
        withheld={
            "pk": _ACCOUNT,
            "failures": "would tell an intruder how many guesses are left",
            "spent": "marks of the service",
        },
        repository=_attempts,
        of_person=_attempts_of,
        is_exported=False,
    ),
)
"""Factors go together: when the account does, or when staff remove them."""

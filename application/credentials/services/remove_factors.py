from uuid import UUID

import attrs

from application.credentials.services.recovery_codes import RecoveryCodes
from application.ports.unit_of_work import UnitOfWork
from domain.credentials.factor import Factor
from domain.credentials.factor_attempts import FactorAttempts


@attrs.frozen
class RemoveFactors:
    """Removes everything about the second factors of an account, in the transaction of the act that wants it."""

    recovery_codes: RecoveryCodes

    async def __call__(self, work: UnitOfWork, user_id: UUID) -> None:
        for factor in await work.factors.select_all(Factor.user_id == user_id):
            await work.factors.delete(factor)
        await self.recovery_codes.void(work, user_id)
        attempts = await work.factor_attempts.select_one(FactorAttempts.pk == user_id)
        if attempts is not None:
            await work.factor_attempts.delete(attempts)

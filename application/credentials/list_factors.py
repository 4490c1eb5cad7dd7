from collections.abc import Sequence
from uuid import UUID

import attrs

from application.credentials.services.recovery_codes import RecoveryCodes
from application.ports.unit_of_work import ReadWork
from domain.credentials.factor import Factor


@attrs.frozen
class FactorsOfUser:
    """The second factors of a user, those too that are not confirmed, and the number of recovery codes that are
    left."""

    factors: Sequence[Factor]
    recovery_codes_left: int


@attrs.frozen(eq=False, repr=False)
class ListFactors:
    """A person may see their second factors."""

    read: ReadWork
    recovery_codes: RecoveryCodes

    async def __call__(self, user_id: UUID) -> FactorsOfUser:
        async with self.read() as work:
            factors = await work.factors.select_all(Factor.user_id == user_id, sort=Factor.created_at.asc())
            return FactorsOfUser(factors, await self.recovery_codes.count(work, user_id))

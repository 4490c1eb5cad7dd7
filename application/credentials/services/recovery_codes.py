import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import attrs

from application.credentials.services import credential_mails
from application.credentials.services.authentication_method import AuthenticationMethod
from application.ports.id_factory import IdFactory
from application.ports.random_source import RandomSource
from application.ports.unit_of_work import Repositories, UnitOfWork
from domain.credentials.recovery_code import CODE_BYTES, CODES, RecoveryCode, read_code, written_code


@attrs.frozen(eq=False, repr=False)
class RecoveryCodes(AuthenticationMethod):
    """Codes that are shown once, each for one use. Only a keyed hash of each is stored, bound to its account."""

    random: RandomSource
    ids: IdFactory
    key: bytes = attrs.field(repr=False)

    name = "recovery_code"
    reference = "otp"
    notice = credential_mails.RECOVERY_CODE_USED

    async def is_enrolled(self, work: Repositories, user_id: UUID) -> bool:
        return await self.count(work, user_id) > 0

    async def accept(self, work: UnitOfWork, user_id: UUID, code: str, *, at: datetime) -> bool:
        raw = read_code(code)
        if raw is None:
            return False
        of_user = RecoveryCode.user_id == user_id
        found = await work.recovery_codes.select_one(of_user, RecoveryCode.code_hash == self._hash(user_id, raw))
        if found is None:
            return False
        await work.recovery_codes.delete(found)
        return True

    async def count(self, work: Repositories, user_id: UUID) -> int:
        """Returns how many codes are left."""
        return await work.recovery_codes.count(RecoveryCode.user_id == user_id)

    async def issue(self, work: UnitOfWork, user_id: UUID, *, at: datetime) -> Sequence[str]:
        """Returns new codes, which are readable this once; the former ones are void."""
        await self.void(work, user_id)
        raw_codes = [self.random.secret(CODE_BYTES) for _ in range(CODES)]
        await work.recovery_codes.bulk_create(
            RecoveryCode(pk=self.ids.ordered(), user_id=user_id, code_hash=self._hash(user_id, raw), created_at=at)
            for raw in raw_codes
        )
        return [written_code(raw) for raw in raw_codes]

    async def void(self, work: UnitOfWork, user_id: UUID) -> None:
        """Removes every code of the user."""
        for code in await work.recovery_codes.select_all(RecoveryCode.user_id == user_id):
            await work.recovery_codes.delete(code)

    def _hash(self, user_id: UUID, raw: bytes) -> str:
        return hmac.digest(self.key, user_id.bytes + raw, "sha256").hex()

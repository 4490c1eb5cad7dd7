import logging
from datetime import datetime
from uuid import UUID

import attrs

from application.credentials.services.authentication_method import AuthenticationMethod
from application.ports.secret_cipher import SecretCipher
from application.ports.unit_of_work import Repositories, UnitOfWork
from domain.credentials.factor import Factor, bound_to
from domain.credentials.totp import step_of

_logger = logging.getLogger("cortex")


@attrs.frozen(eq=False, repr=False)
class TotpMethod(AuthenticationMethod):
    """Codes of an authenticator app (RFC 6238). A code is accepted once: its step is kept, and no step up to it is
    accepted again."""

    cipher: SecretCipher

    name = "totp"
    reference = "otp"

    async def is_enrolled(self, work: Repositories, user_id: UUID) -> bool:
        return bool(await work.factors.select_confirmed(user_id, self.name))

    async def accept(self, work: UnitOfWork, user_id: UUID, code: str, *, at: datetime) -> bool:
        for factor in await work.factors.select_confirmed(user_id, self.name):
            step = self.step_of(factor, code, at=at)
            if step is not None:
                factor.use(step, at=at)
                await work.factors.update(factor)
                return True
        return False

    def step_of(self, factor: Factor, code: str, *, at: datetime) -> int | None:
        """Returns the time step of a right code that was not used before, or ``None``."""
        secret = self.cipher.decrypt(factor.secret, bound_to=bound_to(factor.user_id, factor.pk))
        if secret is None:
            _logger.error("factor_unreadable", extra={"factor_id": str(factor.pk)})
            return None
        return step_of(secret, code, at=at, after=factor.counter)

"""A user over memory with an authenticator app, and the codes of it."""

from collections.abc import Sequence

import attrs

from domain.access.role import Role
from domain.accounts.user import User
from domain.credentials.factor import Factor, bound_to
from domain.credentials.totp import STEP_SECONDS, one_time_password
from tests.support.memory_ports import MemoryPorts
from tests.support.session_services import SessionServices

SECRET = b"twenty secret bytes."


@attrs.frozen
class PersonWithApp:
    memory: MemoryPorts
    user: User
    factor: Factor
    recovery_codes: Sequence[str]

    @classmethod
    async def enrolled(
        cls, memory: MemoryPorts, services: SessionServices, *, role: Role | None = None, email: str = "ada@example.org"
    ) -> "PersonWithApp":
        """Stores the user, the factor and the codes."""
        user, pk = await memory.add_user(email, role=role), memory.ids.random()
        secret = services.totp.cipher.encrypt(SECRET, bound_to=bound_to(user.pk, pk))
        at = memory.clock.now()
        factor = Factor.enrol(pk, user_id=user.pk, kind="totp", label=None, secret=secret, at=at)
        factor.is_confirmed = True
        async with memory.begin() as work:
            await work.factors.create(factor)
            user.set_mfa(True, at=at)
            await work.users.update(user)
            codes = await services.recovery_codes.issue(work, user.pk, at=at)
            await work.commit()
        return cls(memory, user, factor, codes)

    def code(self) -> str:
        """The code of this moment."""
        return one_time_password(SECRET, int(self.memory.clock.now().timestamp()) // STEP_SECONDS)

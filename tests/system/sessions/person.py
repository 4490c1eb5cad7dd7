"""A person with an authenticator app, who uses the service without HTTP."""

import base64
from uuid import UUID

import attrs

from application.credentials.add_totp import AddTotpCommand
from application.credentials.services.second_step import ChallengeAnswer
from application.sessions.complete_log_in import CompleteLogInCommand
from application.sessions.confirm_factor import ConfirmFactorCommand
from application.sessions.services.principal import Principal
from application.sessions.services.tokens import TokenPair
from domain.credentials.totp import STEP_SECONDS, one_time_password
from domain.sessions.session import Device
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import AppHarness


@attrs.frozen
class Person:
    harness: AppHarness
    secret: bytes
    factor_id: UUID

    @classmethod
    async def enrolled(cls, harness: AppHarness, principal: Principal, password: str) -> "Person":
        """Adds an app in this session, and confirms it."""
        command = AddTotpCommand(
            user_id=principal.user.pk, session_id=principal.session.pk, label=None, password=password
        )
        new = await harness.container.credentials().add_totp(command)
        person = cls(harness, base64.b32decode(new.secret), new.factor.pk)
        confirmation = ConfirmFactorCommand(principal=principal, factor_id=new.factor.pk, code=person.next_code())
        await harness.container.sessions().confirm_factor(confirmation)
        return person

    def next_code(self) -> str:
        """A code that was not used: its step has just begun."""
        self.harness.pass_time(seconds=STEP_SECONDS)
        return one_time_password(self.secret, int(self.harness.clock.now().timestamp()) // STEP_SECONDS)

    async def answer(self, challenge: str, code: str | None = None) -> TokenPair:
        """Answers with a code, by default the next."""
        answer = ChallengeAnswer(
            challenge=challenge, method="totp", code=code or self.next_code(), platform=Platform.CUSTOMER
        )
        command = CompleteLogInCommand(answer=answer, device=Device())
        return (await self.harness.container.sessions().complete_log_in(command)).tokens

import attrs

from application.credentials.services.password_method import PasswordEvidence, PasswordMethod
from application.credentials.services.second_step import ChallengeAnswer, SecondStep
from domain.credentials.authentication import Authenticated, FactorRequired


@attrs.frozen(eq=False, repr=False)
class SignIn:
    """The process of signing in: runs the methods, and returns who it is and how that was shown, or what is still
    needed. Opens no session. Raises the errors of the methods."""

    password: PasswordMethod
    second_step: SecondStep

    async def __call__(self, evidence: PasswordEvidence) -> Authenticated | FactorRequired:
        return await self.second_step.after(await self.password(evidence), evidence.platform)

    async def proceed(self, answer: ChallengeAnswer) -> Authenticated:
        """Goes on with what was needed."""
        return await self.second_step.answer(answer)

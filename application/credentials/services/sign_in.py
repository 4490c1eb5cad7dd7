import attrs

from application.credentials.services.password_method import PasswordEvidence, PasswordMethod
from domain.credentials.authentication import Authenticated


@attrs.frozen
class SignIn:
    """The process of signing in: runs the methods, and returns who it is and how that was shown. Opens no session.
    Raises the errors of the methods."""

    password: PasswordMethod

    async def __call__(self, evidence: PasswordEvidence) -> Authenticated:
        return await self.password(evidence)

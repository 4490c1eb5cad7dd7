import attrs

from application.credentials.services.second_step import ChallengeAnswer
from application.credentials.services.sign_in import SignIn
from application.sessions.services.open_session import OpenSession, SignedIn
from domain.sessions.session import Device


@attrs.frozen(kw_only=True)
class CompleteLogInCommand:
    """The answer to a challenge, and the client that sends it."""

    answer: ChallengeAnswer
    device: Device


@attrs.frozen(eq=False, repr=False)
class CompleteLogIn:
    """A person who answers the challenge of a login by a second factor may open the session. Raises
    ``InvalidChallenge``, ``InvalidCode``, ``FactorsLocked``, ``RateLimitException`` and ``ValidationException``."""

    sign_in: SignIn
    open_session: OpenSession

    async def __call__(self, command: CompleteLogInCommand) -> SignedIn:
        authenticated = await self.sign_in.proceed(command.answer)
        return await self.open_session(authenticated, platform=command.answer.platform, device=command.device)

from collections.abc import Sequence

import attrs

from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.record_event import RecordEvent
from application.credentials.services import credential_mails
from application.credentials.services.authentication_method import AuthenticationMethod
from application.credentials.services.code_check import CodeCheck, CodeStep
from application.ports.challenge_signer import ChallengeSigner
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import ReadWork
from domain.credentials.authentication import PASSWORD_REFERENCE, Authenticated, FactorRequired
from domain.credentials.challenge import CHALLENGE_LIFE, Challenge
from domain.credentials.errors import InvalidChallenge
from domain.credentials.events import SignInChallenged
from domain.shared_kernel.errors import NotFoundException, ValidationException
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.platform import Platform
from domain.shared_kernel.text import BrokenRule

UNKNOWN_METHOD = _("Choose one of these: {choices}")


@attrs.frozen(kw_only=True)
class ChallengeAnswer:
    """A code of the named method, for a challenge that the client holds."""

    challenge: str = attrs.field(repr=False)
    method: str
    code: str = attrs.field(repr=False)
    platform: Platform


@attrs.frozen(eq=False, repr=False)
class SecondStep:
    """The part of a sign-in that comes after the password: gives a challenge to whoever has a second factor, and takes
    its answer, once."""

    read: ReadWork
    check_code: CodeCheck
    signer: ChallengeSigner
    mails: OutgoingMail
    record: RecordEvent
    clock: Clock
    ids: IdFactory

    async def after(self, shown: Authenticated, platform: Platform) -> Authenticated | FactorRequired:
        """Returns ``shown`` as it is for an account without a second factor, else what is still needed."""
        if not shown.user.has_mfa:
            return shown
        async with self.read() as work:
            offered = [each.name for each in self._methods if await each.is_enrolled(work, shown.user.pk)]
        await self.record(SignInChallenged(user_id=shown.user.pk, by=shown.user.pk, at=self.clock.now()))
        challenge = Challenge.after(shown, self.ids.random(), platform)
        seconds = int(CHALLENGE_LIFE.total_seconds())
        return FactorRequired(challenge=self.signer.sign(challenge), methods=tuple(offered), expires_in=seconds)

    async def answer(self, answer: ChallengeAnswer) -> Authenticated:
        """Returns who it is, with both methods. Raises ``InvalidChallenge``, ``ValidationException`` for a method that
        does not exist, and the errors of ``CodeCheck``."""
        challenge, method = self.signer.verify(answer.challenge), self._method(answer.method)

        def allow(step: CodeStep) -> None:
            challenge.require_valid(step.user, answer.platform, at=self.clock.now())
            step.attempts.require_unspent(challenge.id)

        async def finish(step: CodeStep, accepted: AuthenticationMethod) -> Authenticated:
            now = self.clock.now()
            step.attempts.spend(challenge.id, expires_at=challenge.expires_at, at=now)
            if challenge.known_as is None:
                await self.mails.notify(step.work, credential_mails.NEW_SIGN_IN, step.user.pk)
            methods = (PASSWORD_REFERENCE, accepted.reference)
            return Authenticated(user=step.user, methods=methods, at=now, known_as=challenge.known_as)

        try:
            return await self.check_code(challenge.user_id, answer.code, finish, allow=allow, methods=[method])
        except NotFoundException:  # the account is gone
            raise InvalidChallenge from None

    @property
    def _methods(self) -> Sequence[AuthenticationMethod]:
        return self.check_code.methods

    def _method(self, name: str) -> AuthenticationMethod:
        for method in self._methods:
            if method.name == name:
                return method
        raise self._unknown()

    def _unknown(self) -> ValidationException:
        choices = ", ".join(method.name for method in self._methods)
        return BrokenRule("invalid_choice", UNKNOWN_METHOD.bind({"choices": choices})).at("method")

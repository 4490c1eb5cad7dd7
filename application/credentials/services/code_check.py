from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from uuid import UUID

import attrs

from application.accounts.services.outgoing_mail import OutgoingMail
from application.credentials.services.authentication_method import AuthenticationMethod
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter
from application.ports.unit_of_work import BeginWork, UnitOfWork
from domain.accounts.user import User
from domain.credentials.errors import InvalidCode
from domain.credentials.events import FactorRefused, FactorUsed
from domain.credentials.factor_attempts import FactorAttempts
from domain.shared_kernel.errors import BaseAppException, LostRace, NotFoundException, ServiceUnavailableException
from domain.shared_kernel.rate_limits import Quota, RateLimit

ResultT = TypeVar("ResultT")
MAX_ROUNDS = 12
"""Attempts to store a step while others of the same account are stored; more than its quota lets race."""


@attrs.frozen(kw_only=True)
class CodeStep:
    """The stored side of a second step, in the transaction that decides it."""

    work: UnitOfWork
    user: User
    attempts: FactorAttempts


@attrs.frozen(eq=False, repr=False)
class CodeCheck:
    """Holds a code against the second factors of an account, and performs what the code is needed for in the same
    transaction: a code works once, also when it is raced, and none is used up in vain. Wrong codes are counted over all
    methods together. Raises ``RateLimitException``, ``FactorsLocked`` and ``InvalidCode``."""

    begin: BeginWork
    methods: Sequence[AuthenticationMethod]
    limiter: RateLimiter
    policy: RateLimit
    mails: OutgoingMail
    clock: Clock

    async def __call__(
        self,
        user_id: UUID,
        code: str,
        perform: Callable[[CodeStep, AuthenticationMethod], Awaitable[ResultT]],
        *,
        allow: Callable[[CodeStep], None] = lambda step: None,
        methods: Sequence[AuthenticationMethod] | None = None,
    ) -> ResultT:
        """Returns the result of ``perform``. ``allow`` may refuse the step before the code is looked at; ``methods``
        are those that the code may be of, by default all."""
        quotas = self.quotas(user_id)
        (await self.limiter.take(quotas)).require()
        try:
            results = await self._decided(user_id, code, perform, allow, methods or self.methods)
        except BaseAppException:  # no code was compared, or nothing came of it
            await self.limiter.refund(quotas)
            raise
        if not results:
            raise InvalidCode
        await self.limiter.reset(quotas)
        return results[0]

    def quotas(self, user_id: UUID) -> Sequence[Quota]:
        """Returns the quotas of codes that are counted for an account."""
        return [Quota(self.policy, str(user_id))]

    async def _decided(
        self,
        user_id: UUID,
        code: str,
        perform: Callable[[CodeStep, AuthenticationMethod], Awaitable[ResultT]],
        allow: Callable[[CodeStep], None],
        methods: Sequence[AuthenticationMethod],
    ) -> Sequence[ResultT]:
        """Returns the result, or nothing for a wrong code. A step that loses a race is decided again, by what is
        stored then."""
        for _round in range(MAX_ROUNDS):
            try:
                async with self.begin() as work:
                    step = await _step(work, user_id)
                    allow(step)
                    step.attempts.require_left()
                    results = await self._counted(step, code, perform, methods)
                    await work.factor_attempts.update(step.attempts)
                    await work.commit()
                return results
            except LostRace:
                continue
        raise ServiceUnavailableException

    async def _counted(
        self,
        step: CodeStep,
        code: str,
        perform: Callable[[CodeStep, AuthenticationMethod], Awaitable[ResultT]],
        methods: Sequence[AuthenticationMethod],
    ) -> Sequence[ResultT]:
        work, user_id, now = step.work, step.user.pk, self.clock.now()
        for method in methods:
            if await method.accept(work, user_id, code, at=now):
                step.attempts.succeed()
                work.record(FactorUsed(user_id=user_id, by=user_id, method=method.name, at=now))
                if method.notice:
                    await self.mails.notify(work, method.notice, user_id)
                return [await perform(step, method)]
        step.attempts.fail()
        work.record(FactorRefused(user_id=user_id, by=user_id, failures=step.attempts.failures, at=now))
        return []


async def _step(work: UnitOfWork, user_id: UUID) -> CodeStep:
    """Reads the account and its count. Raises ``NotFoundException`` for an account that is gone."""
    user = await work.users.select_one(User.pk == user_id)
    if user is None:
        raise NotFoundException
    attempts = await work.factor_attempts.select_one(FactorAttempts.pk == user_id)
    return CodeStep(
        work=work, user=user, attempts=attempts or await work.factor_attempts.create(FactorAttempts.of(user_id))
    )

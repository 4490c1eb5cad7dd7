"""A person with tabs, a thief, lost answers, delays, logouts, locks, changes of password, a second factor and roles, in
any order.

The machine knows what must be true and asks the service: nobody is thrown out without a reason, no token works once its
end was acknowledged, there are never two refresh tokens of one generation, while there is a second factor no session is
opened by less, and without a role none on the platform of staff.
"""

import asyncio
import re
import tempfile
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar, cast
from unittest import TestCase

import attrs
import jwt
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from application.accounts.confirm_email import ConfirmEmailCommand
from application.credentials.reset_mfa import ResetMfaCommand
from application.sessions.services.tokens import TokenPair
from domain.access.role import Role
from domain.accounts.errors import NotStaff
from domain.credentials.errors import InvalidChallenge, InvalidCode, MfaRequired
from domain.sessions.errors import TokenReused
from domain.shared_kernel.errors import ExpiredTokenException, InvalidTokenException, RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import PASSWORD, app_harness
from tests.support.clocks import NOON
from tests.support.doses import dose
from tests.system.sessions.person import Person

ADA = "ada@example.org"
GRACE = timedelta(seconds=10)
MOST_LOGINS = 4
A_SLOW_TEST = timedelta(seconds=5)
PASSWORDS = (PASSWORD, "kT8-harbour-lantern")


T = TypeVar("T")


@attrs.define(eq=False)
class Login:
    """What the test knows of one session; ``over`` once its end was acknowledged."""

    generation: int = 1
    acknowledged: bool = True
    rotated: datetime = NOON
    over: bool = False
    pairs: dict[int, TokenPair] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Held:
    """Tokens that somebody has: of which session and which generation."""

    login: Login
    generation: int

    @property
    def pair(self) -> TokenPair:
        return self.login.pairs[self.generation]


def methods_of(pair: TokenPair) -> object:
    return jwt.decode(pair.access_token, options={"verify_signature": False})["amr"]


class PeopleAndThieves(RuleBasedStateMachine):
    store: str
    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory()
        self.logins: list[Login] = []
        self.password = 0
        self.locked = False
        self.person: Person | None = None
        self.role: Role | None = None

    def do(self, awaitable: Awaitable[T]) -> T:
        return self.loop.run_until_complete(awaitable)

    def teardown(self) -> None:
        self.do(self.stack.aclose())
        self.loop.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.harness = self.do(self.stack.enter_async_context(app_harness(self.store, Path(self.folder.name))))
        self.ada = self.do(self.harness.register(ADA))
        link = ConfirmEmailCommand(token=self.do(self.harness.mailed_token(ADA)))
        self.do(self.harness.container.accounts().confirm_email(link))
        self.boss = self.do(self.harness.register("boss@example.org", staff=True))

    @precondition(lambda self: not self.locked and len(self.logins) < MOST_LOGINS)
    @rule(target=held)
    def log_in(self) -> Held:
        login = Login()
        login.pairs[1] = self.opened()
        self.logins.append(login)
        return Held(login, 1)

    def opened(self) -> TokenPair:
        """The tokens of a new session, by all that is needed."""
        password = PASSWORDS[self.password]
        if self.person is None:
            return self.do(self.harness.log_in(ADA, password))
        with pytest.raises(MfaRequired) as asked:
            self.do(self.harness.log_in(ADA, password))
        pair = self.do(self.person.answer(asked.value.challenge))
        assert methods_of(pair) == ["pwd", "otp", "mfa"]
        with pytest.raises(InvalidChallenge):
            self.do(self.person.answer(asked.value.challenge))
        return pair

    @precondition(lambda self: self.person is None)
    @rule(tokens=held)
    def add_a_second_factor(self, tokens: Held) -> None:
        """Every other session was opened by less, and ends."""
        try:
            principal = self.do(self.harness.who_am_i(tokens.pair.access_token))
        except (RevokedTokenException, ExpiredTokenException):
            return
        self.person = self.do(Person.enrolled(self.harness, principal, PASSWORDS[self.password]))
        self.end_all()
        tokens.login.over = False
        tokens.login.acknowledged |= tokens.generation == tokens.login.generation

    @precondition(lambda self: self.person is not None)
    @rule()
    def have_staff_remove_it(self) -> None:
        command = ResetMfaCommand(user_id=self.ada.pk, by=self.boss.pk, reason="lost")
        self.do(self.harness.container.credentials().reset_mfa(command))
        self.person = None
        self.end_all()

    @precondition(lambda self: self.person is not None and not self.locked)
    @rule(tokens=held)
    def guess_a_code(self, tokens: Held) -> None:
        """A wrong code, and tokens of any session in the place of a challenge, open nothing."""
        assert self.person is not None
        with pytest.raises(MfaRequired) as asked:
            self.do(self.harness.log_in(ADA, PASSWORDS[self.password]))
        with pytest.raises(InvalidCode):
            self.do(self.person.answer(asked.value.challenge, "no code"))
        with pytest.raises(InvalidChallenge):
            self.do(self.person.answer(tokens.pair.access_token))

    @rule(role=st.sampled_from([None, *Role]))
    def have_staff_give_another_role(self, role: Role | None) -> None:
        """Sessions go on but where the last role is taken."""
        self.do(self.harness.set_role(self.ada.pk, role, by=self.boss.pk))
        if self.role is not None and role is None:
            self.end_all()
        self.role = role

    @precondition(lambda self: self.role is None and not self.locked)
    @rule()
    def log_in_as_staff_without_a_role(self) -> None:
        with pytest.raises(NotStaff):
            self.do(self.harness.log_in(ADA, PASSWORDS[self.password], platform=Platform.ADMIN))

    @rule(tokens=held)
    def show_tokens_of_a_customer_to_staff(self, tokens: Held) -> None:
        """A role makes no more of them."""
        with pytest.raises(InvalidTokenException):
            self.do(self.harness.who_am_i(tokens.pair.access_token, platform=Platform.ADMIN))
        with pytest.raises(InvalidTokenException):
            self.do(self.harness.refresh(tokens.pair.refresh_token, platform=Platform.ADMIN))

    @rule(target=held, tokens=held)
    def refresh(self, tokens: Held) -> Held:
        """Whoever it is that holds them, and however old they are."""
        login = tokens.login
        try:
            pair = self.do(self.harness.refresh(tokens.pair.refresh_token))
        except TokenReused:
            self.noticed(tokens)
            return tokens
        except RevokedTokenException:
            assert login.over
            return tokens
        except ExpiredTokenException:
            return tokens
        return self.received(login, tokens.generation, pair)

    def received(self, login: Login, presented: int, pair: TokenPair) -> Held:
        assert not login.over
        if presented == login.generation:
            login.generation, login.acknowledged, login.rotated = presented + 1, False, self.harness.clock.at
        else:
            assert presented == login.generation - 1
            assert not login.acknowledged or self.since_rotation(login) < GRACE
        known = login.pairs.setdefault(login.generation, pair)
        assert pair.refresh_token == known.refresh_token
        return Held(login, login.generation)

    def noticed(self, tokens: Held) -> None:
        """A theft must be one: the token is older than the one before, or that one had long been received."""
        login = tokens.login
        assert not login.over
        if tokens.generation == login.generation - 1:
            assert login.acknowledged
            assert self.since_rotation(login) >= GRACE - A_SLOW_TEST
        assert tokens.generation < login.generation
        login.over = True

    def since_rotation(self, login: Login) -> timedelta:
        return self.harness.clock.at - login.rotated

    @rule(tokens=held)
    def refresh_and_lose_the_answer(self, tokens: Held) -> None:
        self.refresh(tokens)

    @rule(target=held, tokens=held)
    def two_tabs_refresh_at_once(self, tokens: Held) -> Held:
        async def race() -> list[TokenPair | BaseException]:
            tabs = (self.harness.refresh(tokens.pair.refresh_token) for _tab in range(2))
            return await asyncio.gather(*tabs, return_exceptions=True)

        answers = self.do(race())
        pairs = [answer for answer in answers if isinstance(answer, TokenPair)]
        if pairs:
            assert len(pairs) == len(answers)
            return [self.received(tokens.login, tokens.generation, pair) for pair in pairs][-1]
        assert all(isinstance(answer, RevokedTokenException | ExpiredTokenException) for answer in answers)
        if any(isinstance(answer, TokenReused) for answer in answers):
            self.noticed(tokens)
        return tokens

    @rule(tokens=held)
    def call(self, tokens: Held) -> None:
        try:
            self.do(self.harness.who_am_i(tokens.pair.access_token))
        except ExpiredTokenException:
            return
        except RevokedTokenException:
            assert tokens.login.over
        else:
            assert not tokens.login.over
            tokens.login.acknowledged |= tokens.generation == tokens.login.generation

    @rule(tokens=held, how=st.sampled_from(["log out", "log out everywhere", "lock"]))
    def end_sessions(self, tokens: Held, how: str) -> None:
        """One rule for all that ends sessions: they are to live long enough to be stolen."""
        match how:
            case "log out":
                self.log_out(tokens)
            case "log out everywhere":
                self.do(self.harness.log_out_everywhere(self.ada.pk))
                self.end_all()
            case _:
                self.do(self.harness.lock(self.ada.pk, by=self.boss.pk))
                self.locked = True
                self.end_all()

    def log_out(self, tokens: Held) -> None:
        """Also by a token that has expired: the session may live on by a later one."""
        self.do(self.harness.log_out(tokens.pair.refresh_token))
        tokens.login.over = True

    @rule(target=held, tokens=held)
    def change_the_password(self, tokens: Held) -> Held:
        try:
            principal = self.do(self.harness.who_am_i(tokens.pair.access_token))
        except (RevokedTokenException, ExpiredTokenException):
            return tokens
        following = 1 - self.password
        pair = self.do(self.harness.change_password(principal, PASSWORDS[self.password], PASSWORDS[following]))
        self.password = following
        self.end_all()
        login = Login(pairs={1: pair})
        self.logins.append(login)
        return Held(login, 1)

    @precondition(lambda self: self.locked)
    @rule()
    def unlock(self) -> None:
        self.do(self.harness.unlock(self.ada.pk, by=self.boss.pk))
        self.locked = False

    @rule(seconds=st.sampled_from([1, 4, 11, 11, 60, 600, 86_400, 8 * 86_400]))
    def time_passes(self, seconds: int) -> None:
        self.harness.pass_time(seconds=seconds)

    @invariant()
    def the_list_shows_no_session_that_is_over(self) -> None:
        if self.logins:
            shown = self.do(self.harness.sessions_of(self.ada.pk))
            assert len(shown) <= sum(not login.over for login in self.logins)

    def end_all(self) -> None:
        for login in self.logins:
            login.over = True


def machine(kind: str) -> type[TestCase]:
    name = "".join(word.title() for word in re.findall(r"\w+", kind))
    over_kind = cast(type[PeopleAndThieves], type(f"Over{name}", (PeopleAndThieves,), {"store": kind}))
    examples = dose(50, on_ci=100) if kind == "memory" else dose(7, on_ci=15)
    chosen = settings(
        max_examples=examples, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
    )
    return type(over_kind.TestCase.__name__, (over_kind.TestCase,), {"settings": chosen})


TestPeopleAndThievesOverMemory = machine("memory")
TestPeopleAndThievesOverSqlite = machine("sqlite")
TestPeopleAndThievesOverPostgresql = machine("postgresql")
TestPeopleAndThievesOverRedis = machine("memory, sessions in redis")
TestPeopleAndThievesOverPostgresqlAndRedis = machine("postgresql, sessions in redis")

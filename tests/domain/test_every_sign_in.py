"""Every interleaving, up to a stated depth, of an owner who signs in by password and app, an attacker who knows the
password and reads every code once it was used, acts that end sessions, and time.

The state is what the service keeps (the count of second steps, the last step of the app, the version of the account)
and what each party holds. The domain decides; all states that this can lead to are visited once.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import attrs

from domain.accounts.user import User
from domain.credentials.authentication import Authenticated
from domain.credentials.challenge import Challenge
from domain.credentials.errors import InvalidChallenge
from domain.credentials.factor_attempts import FactorAttempts
from domain.credentials.totp import STEP_SECONDS, one_time_password, step_of
from domain.shared_kernel.platform import Platform
from tests.domain.people import NOON, a_user
from tests.domain.sign_in_model import Attempt, SignInModel

DEPTH = 6
SECRET = bytes(range(20))
FIRST_STEP = int(NOON.timestamp()) // STEP_SECONDS
MAX_CHALLENGES = 2


def account(version: int) -> User:
    user = a_user()
    user.token_version = version
    return user


def answered(model: SignInModel, challenge: Challenge, code: str, by: str) -> SignInModel:
    """The state after a code was sent, as the service decides it."""
    now, attempts = NOON + timedelta(seconds=model.seconds), FactorAttempts(pk=a_user().pk, spent=model.spent)
    attempt = Attempt(by, challenge.id, code)
    try:
        challenge.require_valid(account(model.version), Platform.CUSTOMER, at=now)
        attempts.require_unspent(challenge.id)
    except InvalidChallenge:
        return model
    step = step_of(SECRET, code, at=now, after=model.counter)
    if step is None:
        return attrs.evolve(model, failures=model.failures + 1)
    attempts.spend(challenge.id, expires_at=challenge.expires_at, at=now)
    return attrs.evolve(model, counter=step, failures=0, spent=attempts.spent, opened=(*model.opened, attempt))


def steps(model: SignInModel) -> Iterator[tuple[str, SignInModel]]:
    now = NOON + timedelta(seconds=model.seconds)
    codes = [one_time_password(SECRET, FIRST_STEP + model.seconds // STEP_SECONDS + drift) for drift in (-1, 0, 1)]
    for who in ("owner", "attacker"):
        if len(model.challenges_of(who)) < MAX_CHALLENGES:
            shown = Authenticated(user=account(model.version), methods=("pwd",), at=now)
            yield (
                f"{who} gives the password",
                model.challenged(who, Challenge.after(shown, model.next_id, Platform.CUSTOMER)),
            )
    for challenge in model.challenges_of("owner"):
        for code in codes:
            after = answered(model, challenge, code, "owner")
            yield (
                "owner answers",
                attrs.evolve(after, read=after.read | {code} if after.opened != model.opened else after.read),
            )
    for challenge in (*model.challenges_of("attacker"), *model.challenges_of("owner")):
        for code in (*model.read, "000000"):
            yield "attacker answers", answered(model, challenge, code, "attacker")
    yield "half a minute passes", attrs.evolve(model, seconds=model.seconds + STEP_SECONDS)
    yield "five minutes pass", attrs.evolve(model, seconds=model.seconds + 300)
    yield "an act ends sessions", attrs.evolve(model, version=model.version + 1)


@cache
def explore() -> list[tuple[str, SignInModel, SignInModel]]:
    """Every step from every state within reach."""
    taken, seen, frontier = [], {SignInModel()}, [SignInModel()]
    for _step in range(DEPTH):
        later = []
        for model in frontier:
            for name, after in steps(model):
                taken.append((name, model, after))
                if after not in seen:
                    seen.add(after)
                    later.append(after)
        frontier = later
    return taken


def test_an_attacker_who_knows_the_password_and_every_used_code_opens_nothing() -> None:
    for name, before, after in explore():
        assert all(attempt.by == "owner" for attempt in after.opened), (name, before)


def test_a_challenge_opens_one_session_and_a_code_one() -> None:
    for name, before, after in explore():
        challenges = [attempt.challenge for attempt in after.opened]
        codes = [attempt.code for attempt in after.opened]
        assert len(set(challenges)) == len(challenges), (name, before)
        assert len(set(codes)) == len(codes), (name, before)


def test_a_challenge_of_before_an_act_that_ends_sessions_opens_none_after_it() -> None:
    for name, before, after in explore():
        if after.opened != before.opened:
            challenge = next(each for each in before.challenges if each[1].id == after.opened[-1].challenge)[1]
            assert challenge.token_version == before.version, name
            assert before.seconds < 300 + (challenge.at - NOON).total_seconds(), name


def test_an_owner_with_a_fresh_challenge_and_a_fresh_code_is_never_refused() -> None:
    for name, before, after in explore():
        if name == "owner gives the password":
            _who, challenge = after.challenges[-1]
            later = attrs.evolve(after, seconds=after.seconds + STEP_SECONDS * 2)
            code = one_time_password(SECRET, FIRST_STEP + later.seconds // STEP_SECONDS)
            assert len(answered(later, challenge, code, "owner").opened) == len(before.opened) + 1


def test_the_exploration_is_as_large_as_stated_and_sessions_are_opened_in_it() -> None:
    assert len(explore()) > 10_000
    assert max(len(after.opened) for _name, _before, after in explore()) >= 2

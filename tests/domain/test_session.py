from datetime import timedelta
from uuid import UUID

import pytest

from domain.access.role import Role
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.sessions.session import RefreshOutcome, Session, surplus
from domain.shared_kernel.platform import Platform
from tests.domain.people import GRACE_HOPPER, NOON, POLICY, a_session, a_user

INSTANT = timedelta(microseconds=1)


def test_the_current_token_renews_the_session() -> None:
    assert a_session().classify(1, now=NOON, policy=POLICY) is RefreshOutcome.CURRENT


def test_a_renewed_session_is_one_generation_on_and_lives_another_idle_time() -> None:
    session = a_session()
    later = NOON + timedelta(days=3)
    session.rotate(now=later, policy=POLICY)
    assert (session.generation, session.rotated_at, session.expires_at) == (2, later, later + POLICY.idle)


def test_a_session_never_outlives_its_absolute_life() -> None:
    session = a_session()
    session.rotate(now=NOON + POLICY.absolute - timedelta(days=1), policy=POLICY)
    assert session.expires_at == NOON + POLICY.absolute


@pytest.mark.parametrize(
    ("since", "acknowledged", "meaning"),
    [
        (timedelta(0), True, RefreshOutcome.REPEATED),
        (POLICY.grace - INSTANT, True, RefreshOutcome.REPEATED),
        (POLICY.grace, True, RefreshOutcome.REUSED),
        (POLICY.grace, False, RefreshOutcome.REPEATED),
        (timedelta(days=6), False, RefreshOutcome.REPEATED),
    ],
)
def test_the_token_before_repeats_its_answer_within_the_grace_or_until_it_was_seen(
    since: timedelta, acknowledged: bool, meaning: RefreshOutcome
) -> None:
    session = a_session()
    session.rotate(now=NOON, policy=POLICY)
    session.is_acknowledged = acknowledged
    assert session.classify(1, now=NOON + since, policy=POLICY) is meaning


def test_presenting_the_token_before_does_not_lengthen_the_grace() -> None:
    session = a_session()
    session.rotate(now=NOON, policy=POLICY)
    session.acknowledge()
    session.classify(1, now=NOON + POLICY.grace - INSTANT, policy=POLICY)
    assert session.classify(1, now=NOON + POLICY.grace, policy=POLICY) is RefreshOutcome.REUSED


@pytest.mark.parametrize("generation", [0, 1, 4])
def test_any_other_generation_is_a_theft(generation: int) -> None:
    session = a_session()
    for _ in range(2):
        session.rotate(now=NOON, policy=POLICY)
    assert session.classify(generation, now=NOON, policy=POLICY) is RefreshOutcome.REUSED


def test_no_token_renews_an_expired_session() -> None:
    session = a_session()
    assert session.classify(1, now=session.expires_at - INSTANT, policy=POLICY) is RefreshOutcome.CURRENT
    assert session.classify(1, now=session.expires_at, policy=POLICY) is RefreshOutcome.EXPIRED


def test_the_first_generation_has_nothing_to_acknowledge() -> None:
    assert not a_session().needs_acknowledgement(1)


def test_only_an_access_token_of_the_current_generation_acknowledges_it_and_only_once() -> None:
    session = a_session()
    session.rotate(now=NOON, policy=POLICY)
    assert not session.needs_acknowledgement(1)
    assert session.needs_acknowledgement(2)
    session.acknowledge()
    assert not session.needs_acknowledgement(2)


def test_a_session_lives_for_its_own_user_alone() -> None:
    user = a_user()
    assert a_session(user).is_valid_for(user, NOON)
    assert not a_session(user).is_valid_for(a_user(GRACE_HOPPER), NOON)


def test_a_user_who_ends_their_sessions_ends_this_one() -> None:
    user = a_user()
    session = a_session(user)
    user.end_sessions(by=user.pk, cause=SessionEnd.ENDED, at=NOON)
    assert not session.is_valid_for(user, NOON)


def test_a_locked_user_has_no_live_session_even_with_the_right_stamp() -> None:
    user = a_user()
    user.is_locked = True
    assert not a_session(user).is_valid_for(user, NOON)


def test_a_session_on_the_admin_platform_lives_only_while_its_user_is_staff() -> None:
    user = a_user(role=Role.OWNER)
    session = a_session(user, platform=Platform.ADMIN)
    assert session.is_valid_for(user, NOON)
    user.is_staff = False
    assert not session.is_valid_for(user, NOON)


def test_a_change_of_password_ends_the_session_that_it_was_made_from() -> None:
    user = a_user()
    session = a_session(user)
    user.change_password("other", by=user.pk, at=NOON)
    assert not session.is_valid_for(user, NOON)
    assert a_session(user).is_valid_for(user, NOON)


def test_an_expired_session_is_not_alive() -> None:
    user = a_user()
    session = a_session(user)
    assert not session.is_valid_for(user, session.expires_at)


def a_session_of(number: int, *, user: User, used: timedelta = timedelta(0)) -> Session:
    session = a_session(user)
    session.pk, session.rotated_at = UUID(int=number), NOON + used
    return session


def test_the_surplus_sessions_are_those_not_used_for_longest() -> None:
    user = a_user()
    old, new, newest = (a_session_of(n, user=user, used=timedelta(minutes=n)) for n in range(3))
    assert surplus([new, old, newest], user, now=NOON, limit=2) == [old]
    assert surplus([new, old, newest], user, now=NOON, limit=3) == []


def test_a_session_that_is_over_is_surplus_before_any_that_lives_however_late_it_was_used() -> None:
    user = a_user()
    living = a_session_of(1, user=user)
    over = a_session_of(2, user=user, used=timedelta(minutes=5))
    over.token_version += 1
    assert surplus([over, living], user, now=NOON, limit=1) == [over]


def test_sessions_used_at_the_same_instant_end_in_one_order() -> None:
    user = a_user()
    sessions = [a_session_of(number, user=user) for number in range(5)]
    assert surplus(sessions, user, now=NOON, limit=2) == surplus(sessions[::-1], user, now=NOON, limit=2)


def test_a_session_by_password_alone_ends_with_the_first_second_factor() -> None:
    user = a_user()
    session = a_session(user)
    user.has_mfa = True
    assert not session.is_valid_for(user, NOON)
    session.add_method("otp")
    assert session.methods == ("pwd", "otp", "mfa")
    assert session.is_valid_for(user, NOON)
    session.add_method("otp")
    assert session.methods == ("pwd", "otp", "mfa")

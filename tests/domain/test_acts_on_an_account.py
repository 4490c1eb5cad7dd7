"""Every act on an account in one table: what it changes, what it says of it, and nothing beside."""

import inspect
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import attrs
import pytest

from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import CannotTargetSelf, EmailTaken
from domain.accounts.events import (
    EmailChanged,
    EmailVerified,
    RoleChanged,
    SessionsEnded,
    UserDeleted,
    UserEdited,
    UserInvited,
    UserLocked,
    UserRegistered,
    UserUnlocked,
)
from domain.accounts.password_events import PasswordChanged, PasswordReset, PasswordSet, PasswordVoided
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR, Actor
from domain.shared_kernel.events import Change, SecurityEvent
from domain.shared_kernel.language import Language
from tests.domain.people import ADA, GRACE_HOPPER, NOON, a_person, a_user

Values = dict[str, Any]
LATER = NOON + timedelta(hours=1)
BYRON = Person(
    email=EmailAddress("byron@example.org"),
    first_name=PersonName("Augusta"),
    last_name=PersonName("Byron"),
    language=Language("de"),
)
BY_STAFF: Values = {"by": GRACE_HOPPER}
ONE_OF_TWO: Values = {"active_owners": 2}
CONFIRMED: Values = {"is_email_verified": True}
LOCKED: Values = {"is_locked": True, "status_reason": "spam"}
INVITED: Values = {"password_hash": None}
STAFF: Values = {"role": Role.SUPPORT, "is_staff": True, "is_email_verified": True}


def ended(cause: SessionEnd, by: Actor = GRACE_HOPPER) -> SessionsEnded:
    return SessionsEnded(user_id=ADA, by=by, cause=cause, at=LATER)


def moved(to: str, by: Actor = GRACE_HOPPER) -> EmailChanged:
    return EmailChanged(user_id=ADA, by=by, changes=[Change("email", "ada@example.org", to)], at=LATER)


def given(old: Role | None, new: Role | None, by: Actor = GRACE_HOPPER) -> RoleChanged:
    return RoleChanged(user_id=ADA, by=by, old=old, new=new, is_staff=new is not None, at=LATER)


def voided(by: Actor = GRACE_HOPPER) -> Sequence[SecurityEvent]:
    return ended(SessionEnd.PASSWORD_VOIDED, by), PasswordVoided(user_id=ADA, by=by, at=LATER)


VERIFIED = EmailVerified(user_id=ADA, by=ADA, at=LATER)
VOIDED: Values = {"password_hash": None, "password_version": 2, "token_version": 2, "has_mfa": False}
RENAMED = [
    Change("first_name", "Ada", "Augusta"),
    Change("last_name", "Lovelace", "Byron"),
    Change("language", "en", "de"),
]
NAMES: Values = {"first_name": BYRON.first_name, "last_name": BYRON.last_name, "language": BYRON.language}
EDITED = UserEdited(user_id=ADA, by=GRACE_HOPPER, changes=RENAMED, at=LATER)
DELETED = UserDeleted(user_id=ADA, by=GRACE_HOPPER, at=LATER)


@attrs.frozen
class Act:
    """A call of ``method`` with ``values`` on an account that differs by ``before`` from one that was just opened;
    ``changes`` are the fields that have other values afterwards, beside the time of the last change."""

    method: str
    values: Values = attrs.field(factory=dict)
    before: Values = attrs.field(factory=dict)
    changes: Values | None = None
    events: Sequence[SecurityEvent] = ()
    result: object = None

    def __str__(self) -> str:
        return self.method


ACTS = (
    Act("edit", BY_STAFF | NAMES, changes=NAMES, events=[EDITED]),
    Act("edit", BY_STAFF, changes={}),
    Act("verify_email", {"by": ADA}, changes={"is_email_verified": True}, events=[VERIFIED]),
    Act("verify_email", {"by": ADA}, before=CONFIRMED),
    Act("confirm_email", {"new_email": None}, changes={"is_email_verified": True}, events=[VERIFIED]),
    Act(
        "confirm_email",
        {"new_email": BYRON.email},
        changes={"email": BYRON.email, "is_email_verified": True},
        events=[moved("byron@example.org", ADA)],
    ),
    Act(
        "change_email",
        BY_STAFF | {"email": BYRON.email, "verified": False},
        before=CONFIRMED,
        changes={"email": BYRON.email, "is_email_verified": False},
        events=[moved("byron@example.org")],
    ),
    Act(
        "set_email_as_staff",
        BY_STAFF | {"email": BYRON.email},
        before={"has_mfa": True},
        changes={"email": BYRON.email, **VOIDED},
        events=[*voided(), moved("byron@example.org")],
    ),
    Act("void_unconfirmed", BY_STAFF, before={"has_mfa": True}, changes=VOIDED, events=voided()),
    Act("void_unconfirmed", BY_STAFF, before=CONFIRMED),
    Act("void_unconfirmed", BY_STAFF, before=INVITED),
    Act(
        "reinvite",
        BY_STAFF | {"person": BYRON, "role": Role.SUPPORT},
        before={"has_mfa": True},
        changes={"email": BYRON.email, "role": Role.SUPPORT, "is_staff": True, **NAMES, **VOIDED},
        events=[
            *voided(),
            EDITED,
            given(None, Role.SUPPORT),
            UserInvited(user_id=ADA, by=GRACE_HOPPER, role=Role.SUPPORT, at=LATER),
        ],
    ),
    Act(
        "lock",
        BY_STAFF | ONE_OF_TWO | {"reason": "spam"},
        changes=LOCKED | {"token_version": 2},
        events=[ended(SessionEnd.LOCKED), UserLocked(user_id=ADA, by=GRACE_HOPPER, reason="spam", at=LATER)],
        result=True,
    ),
    Act("lock", BY_STAFF | ONE_OF_TWO | {"reason": "spam"}, before=LOCKED, result=False),
    Act(
        "unlock",
        BY_STAFF | {"reason": "a mistake"},
        before=LOCKED,
        changes={"is_locked": False, "status_reason": "a mistake"},
        events=[UserUnlocked(user_id=ADA, by=GRACE_HOPPER, reason="a mistake", at=LATER)],
        result=True,
    ),
    Act("unlock", BY_STAFF, result=False),
    Act(
        "change_password",
        BY_STAFF | {"password_hash": "another"},
        changes={"password_hash": "another", "password_version": 2, "token_version": 2},
        events=[ended(SessionEnd.PASSWORD_CHANGED), PasswordChanged(user_id=ADA, by=GRACE_HOPPER, at=LATER)],
    ),
    Act(
        "reset_password",
        {"password_hash": "another"},
        changes={"password_hash": "another", "password_version": 2, "token_version": 2, "is_email_verified": True},
        events=[VERIFIED, ended(SessionEnd.PASSWORD_CHANGED, ADA), PasswordReset(user_id=ADA, by=ADA, at=LATER)],
    ),
    Act(
        "reset_password",
        {"password_hash": "the first"},
        before=INVITED | CONFIRMED,
        changes={"password_hash": "the first", "password_version": 2, "token_version": 2},
        events=[ended(SessionEnd.PASSWORD_CHANGED, ADA), PasswordSet(user_id=ADA, by=ADA, at=LATER)],
    ),
    Act(
        "set_role",
        BY_STAFF | ONE_OF_TWO | {"role": Role.OWNER},
        changes=VOIDED | {"role": Role.OWNER, "is_staff": True},
        before={"has_mfa": True},
        events=[*voided(), given(None, Role.OWNER)],
    ),
    Act(
        "set_role",
        BY_STAFF | ONE_OF_TWO | {"role": None},
        before=STAFF,
        changes={"role": None, "is_staff": False, "token_version": 2},
        events=[ended(SessionEnd.ROLE_REMOVED), given(Role.SUPPORT, None)],
    ),
    Act("set_role", BY_STAFF | ONE_OF_TWO | {"role": Role.SUPPORT}, before=STAFF),
    Act(
        "appoint",
        ONE_OF_TWO | {"role": Role.OWNER},
        before={"has_mfa": True},
        changes=VOIDED | {"role": Role.OWNER, "is_staff": True, "is_email_verified": True},
        events=[
            *voided(OPERATOR),
            given(None, Role.OWNER, OPERATOR),
            EmailVerified(user_id=ADA, by=OPERATOR, at=LATER),
        ],
    ),
    Act("prepare_deletion", ONE_OF_TWO, events=[attrs.evolve(DELETED, by=ADA)]),
    Act("prepare_deletion_by", BY_STAFF | ONE_OF_TWO, events=[DELETED]),
    Act("set_mfa", {"has_mfa": True}, changes={"has_mfa": True}),
    Act("set_mfa", {"has_mfa": False}),
    Act(
        "reset_mfa",
        BY_STAFF,
        before={"has_mfa": True},
        changes={"has_mfa": False, "token_version": 2},
        events=[ended(SessionEnd.MFA_RESET)],
    ),
    Act(
        "end_sessions",
        BY_STAFF | {"cause": SessionEnd.LOGGED_OUT},
        changes={"token_version": 2},
        events=[ended(SessionEnd.LOGGED_OUT)],
    ),
)


def state(user: User) -> dict[str, object]:
    return {name: getattr(user, name) for name in User.fields}


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_changes_what_it_says_and_says_what_it_changes(act: Act) -> None:
    user = a_user()
    for name, value in act.before.items():
        setattr(user, name, value)
    expected = state(user) | (act.changes or {}) | ({} if act.changes is None else {"updated_at": LATER})
    assert getattr(user, act.method)(**act.values, at=LATER) == act.result
    assert state(user) == expected
    assert user.collect_events() == list(act.events)
    assert user.collect_events() == []


def test_every_act_is_in_the_table() -> None:
    methods = inspect.getmembers(User, inspect.isfunction)
    acts = {name for name, method in methods if "at" in inspect.signature(method).parameters}
    assert {name for name in acts if not name.startswith("_")} == {act.method for act in ACTS}


def test_an_account_that_its_owner_or_the_operator_opens_says_so() -> None:
    for by in (None, OPERATOR):
        user = User.register(ADA, BYRON, password_hash="hash", at=LATER, by=by)
        assert user.person == BYRON
        assert (user.pk, user.password_hash, user.created_at, user.updated_at) == (ADA, "hash", LATER, LATER)
        assert (user.role, user.is_staff, user.is_email_verified, user.is_locked) == (None, False, False, False)
        assert user.collect_events() == [UserRegistered(user_id=ADA, by=by or ADA, at=LATER)]


@pytest.mark.parametrize("role", [None, Role.SUPPORT])
def test_an_account_that_is_opened_by_invitation_has_no_password(role: Role | None) -> None:
    user = User.invite(ADA, BYRON, by=GRACE_HOPPER, role=role, at=LATER)
    assert user.person == BYRON
    assert (user.pk, user.password_hash, user.created_at, user.updated_at) == (ADA, None, LATER, LATER)
    assert (user.role, user.is_staff, user.is_email_verified, user.is_locked) == (role, role is not None, False, False)
    assert user.collect_events() == [UserInvited(user_id=ADA, by=GRACE_HOPPER, role=role, at=LATER)]


@pytest.mark.parametrize("method", [act.method for act in ACTS if act.method in {"set_email_as_staff", "reset_mfa"}])
def test_staff_do_not_do_to_themselves_what_they_do_to_others(method: str) -> None:
    values = next(act.values for act in ACTS if act.method == method)
    user = a_user()
    with pytest.raises(CannotTargetSelf):
        getattr(user, method)(**values | {"by": ADA}, at=LATER)
    assert state(user) == state(a_user())


@pytest.mark.parametrize("before", [CONFIRMED, INVITED, {"is_staff": True}, {"is_locked": True}], ids=str)
def test_an_account_that_is_no_strangers_is_not_invited_again(before: Values) -> None:
    user = a_user()
    for name, value in before.items():
        setattr(user, name, value)
    with pytest.raises(EmailTaken) as refused:
        user.reinvite(BYRON, by=GRACE_HOPPER, role=None, at=LATER)
    assert refused.value.email == "byron@example.org"
    assert user.person == a_person()

from datetime import timedelta
from uuid import UUID

import pytest

from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import AccountLocked, CannotTargetSelf, LastStaffMember, NotStaff, StaleVersion
from domain.accounts.events import RoleChanged, UserEdited
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.events import Change
from domain.shared_kernel.platform import Platform
from tests.domain.people import ADA, GRACE_HOPPER, NOON, a_user

LATER = NOON + timedelta(hours=1)


def lock(user: User, *, by: UUID = GRACE_HOPPER, active_owners: int = 2) -> None:
    user.lock(by=by, at=NOON, reason="spam", active_owners=active_owners)


def test_nobody_locks_themselves() -> None:
    with pytest.raises(CannotTargetSelf):
        lock(a_user(role=Role.OWNER), by=ADA)


def test_the_last_active_staff_member_cannot_be_locked() -> None:
    user = a_user(role=Role.OWNER)
    with pytest.raises(LastStaffMember):
        lock(user, active_owners=1)
    assert user.is_active


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.AUDITOR, Role.MANAGER])
def test_staff_who_are_no_owners_can_be_locked_however_few_owners_there_are(role: Role) -> None:
    user = a_user(role=role)
    lock(user, active_owners=1)
    assert user.is_locked


def set_role(user: User, role: Role | None, *, by: UUID = GRACE_HOPPER, active_owners: int = 2) -> None:
    user.set_role(role, by=by, at=NOON, active_owners=active_owners)


@pytest.mark.parametrize("old", [None, *Role])
@pytest.mark.parametrize("new", [None, *Role])
def test_set_role_ends_sessions_of_those_alone_who_leave_the_staff(old: Role | None, new: Role | None) -> None:
    user = a_user(role=old)
    user.is_email_verified = True
    set_role(user, new)
    assert (user.role, user.is_staff) == (new, new is not None)
    assert user.token_version == (2 if old and new is None else 1)
    changes = [(event.old, event.new, event.by) for event in user.collect_events() if isinstance(event, RoleChanged)]
    assert changes == ([] if old == new else [(old, new, GRACE_HOPPER)])


@pytest.mark.parametrize("role", [None, Role.MANAGER, Role.SUPPORT])
def test_set_role_refuses_to_lower_the_last_owner(role: Role | None) -> None:
    user = a_user(role=Role.OWNER)
    with pytest.raises(LastStaffMember):
        set_role(user, role, active_owners=1)
    assert user.role is Role.OWNER


@pytest.mark.parametrize("role", [None, Role.MANAGER, Role.SUPPORT])
def test_set_role_refuses_those_who_change_their_own(role: Role | None) -> None:
    user = a_user(role=Role.OWNER)
    with pytest.raises(CannotTargetSelf):
        set_role(user, role, by=ADA)
    assert user.role is Role.OWNER


def test_set_role_gives_a_right_back_that_the_release_before_has_taken() -> None:
    user = a_user(role=Role.MANAGER)
    user.is_staff = False
    set_role(user, Role.MANAGER)
    assert user.is_staff


def test_a_customer_can_be_locked_however_few_staff_there_are() -> None:
    user = a_user()
    lock(user, active_owners=1)
    assert user.is_locked


def test_a_login_is_allowed_by_platform() -> None:
    a_user().require_login_allowed(Platform.CUSTOMER)
    a_user(role=Role.OWNER).require_login_allowed(Platform.ADMIN)
    with pytest.raises(NotStaff):
        a_user().require_login_allowed(Platform.ADMIN)


def test_a_locked_user_enters_nowhere() -> None:
    user = a_user(role=Role.OWNER)
    lock(user)
    for platform in Platform:
        with pytest.raises(AccountLocked):
            user.require_login_allowed(platform)


def test_an_act_on_a_version_that_the_caller_did_not_see_is_refused() -> None:
    user = a_user()
    user.require_version(None)
    user.require_version({1})
    with pytest.raises(StaleVersion):
        user.require_version({2})


def test_editing_changes_what_is_given_alone() -> None:
    user = a_user()
    user.edit(by=ADA, last_name=PersonName("King"), at=NOON)
    assert (user.first_name, user.last_name, user.language) == ("Ada", "King", "en")


def test_an_edit_says_what_was_changed_and_by_whom() -> None:
    user = a_user()
    user.edit(by=GRACE_HOPPER, first_name=PersonName("Ada"), last_name=PersonName("King"), at=NOON)
    changes = [Change("last_name", "Lovelace", "King")]
    assert user.collect_events() == [UserEdited(user_id=ADA, by=GRACE_HOPPER, changes=changes, at=NOON)]


def test_an_edit_that_changes_nothing_is_no_act() -> None:
    user = a_user()
    user.edit(by=ADA, first_name=PersonName("Ada"), at=NOON)
    assert user.collect_events() == []


def test_personal_values_of_events_are_not_in_their_text() -> None:
    user = a_user()
    user.change_email(EmailAddress("countess@example.org"), by=ADA, at=NOON, verified=True)
    user.lock(by=GRACE_HOPPER, at=NOON, reason="spam", active_owners=2)
    assert not [event for event in user.collect_events() if "spam" in repr(event) or "@" in repr(event)]

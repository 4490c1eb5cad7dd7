from collections.abc import Callable
from contextvars import Context

from application.audit.services.write_entries import act_of
from application.request_context import set_command, set_device, set_platform, set_principal, set_request_id
from domain.access.role import Role
from domain.accounts.events import RegistrationRefused, RoleChanged, UserDeleted, UserLocked
from domain.audit.act import Act, ActorKind, AuditActor, Detail, Origin, Subject
from domain.sessions.events import RefreshTokenReused
from domain.sessions.session import Device
from domain.shared_kernel.actor import OPERATOR, SERVICE, Actor
from domain.shared_kernel.events import SecurityEvent
from domain.shared_kernel.platform import Platform
from tests.domain.people import PHONE
from tests.support.audit import ADA, GRACE, NOON, an_act

CURL = Device(ip="192.0.2.7", user_agent="curl")
FROM_CURL = Origin(ip="192.0.2.7", user_agent="curl")
LOCKED = UserLocked(user_id=ADA, by=GRACE, reason="“spam”", at=NOON)
HERS = AuditActor(kind=ActorKind.CUSTOMER, id=ADA)
OPERATOR_AT_WORK = Origin(command="cortex users delete by root")


def recorded(event: SecurityEvent, *context: Callable[[], object]) -> Act:
    """The act of an event in a request, in the context that is given."""

    def act() -> Act:
        set_request_id("request-1")
        set_device(lambda: CURL)
        for enter in context:
            enter()
        return act_of(event)

    return Context().run(act)


def by_staff() -> None:
    set_platform(Platform.ADMIN)


def by_customer() -> None:
    set_platform(Platform.CUSTOMER)


def by_command() -> None:
    assert OPERATOR_AT_WORK.command
    set_command(OPERATOR_AT_WORK.command)


def deleted(by: Actor) -> UserDeleted:
    return UserDeleted(user_id=ADA, by=by, at=NOON)


def test_an_act_of_staff_is_recorded_with_request_platform_origin_and_reason() -> None:
    assert recorded(LOCKED, by_staff) == an_act(detail=Detail(reason="“spam”"), origin=FROM_CURL)


def test_the_session_of_the_actor_is_recorded_and_without_one_that_of_the_act() -> None:
    reused = RefreshTokenReused(user_id=ADA, session_id=PHONE, by=None, at=NOON)
    assert recorded(reused, by_customer).session_id == PHONE
    assert recorded(LOCKED, by_staff, lambda: set_principal(GRACE, ADA)).session_id == ADA


def test_changed_fields_are_recorded_with_their_old_and_new_values() -> None:
    raised = RoleChanged(user_id=ADA, by=GRACE, old=None, new=Role.SUPPORT, is_staff=True, at=NOON)
    assert recorded(raised, by_staff).detail == Detail(changes={"role": (None, "support")})


def test_a_person_acts_as_a_customer_but_on_the_platform_of_staff() -> None:
    own = UserLocked(user_id=ADA, by=ADA, at=NOON)
    assert recorded(own, by_customer).actor == HERS
    assert recorded(own).actor == HERS
    assert recorded(own, by_staff).actor == AuditActor(kind=ActorKind.STAFF, id=ADA)


def test_an_act_of_the_operator_comes_from_a_command() -> None:
    act = recorded(UserLocked(user_id=ADA, by=OPERATOR, at=NOON), by_command)
    assert (act.actor, act.origin) == (AuditActor(kind=ActorKind.OPERATOR), OPERATOR_AT_WORK)


def test_an_act_of_the_service_comes_from_nowhere() -> None:
    act = recorded(RefreshTokenReused(user_id=ADA, session_id=PHONE, by=SERVICE, at=NOON))
    assert (act.actor, act.origin) == (AuditActor(kind=ActorKind.SERVICE), Origin())


def test_an_act_of_nobody_known_has_an_origin_and_no_actor() -> None:
    act = recorded(RegistrationRefused(user_id=ADA, by=None, at=NOON), by_customer)
    assert (act.actor, act.person_id) == (AuditActor(kind=ActorKind.ANONYMOUS), ADA)
    assert act.origin == FROM_CURL


def test_nothing_of_a_person_is_kept_whose_account_the_act_ends() -> None:
    act = recorded(deleted(ADA), by_customer)
    assert (act.origin, act.detail) == (Origin(), Detail())
    assert (act.actor, act.subject, act.person_id) == (HERS, Subject(kind="user", id=ADA), ADA)


def test_the_origin_of_another_is_kept_though_the_act_ends_the_account() -> None:
    assert recorded(deleted(GRACE), by_staff).origin == FROM_CURL
    assert recorded(deleted(OPERATOR), by_command).origin == OPERATOR_AT_WORK

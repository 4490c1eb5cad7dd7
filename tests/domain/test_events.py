from typing import Any
from uuid import UUID

import attrs
import pytest

from domain.accounts.events import UserLocked
from domain.jobs.events import JobRevived
from domain.sessions.key_events import SigningKeyGenerated, SigningKeyRetired, SigningKeyRotated
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.events import Change, DomainEvent, SecurityEvent
from tests.domain.people import NOON


def test_a_domain_event_declares_its_name_in_logs() -> None:
    with pytest.raises(TypeError, match="Nameless: declare its name in logs"):

        @attrs.frozen(kw_only=True)
        class Nameless(DomainEvent):
            pass


def test_a_security_event_declares_its_name_in_the_audit() -> None:
    with pytest.raises(TypeError, match="Actionless: declare its name in the audit"):

        @attrs.frozen(kw_only=True)
        class Actionless(SecurityEvent):
            event_name = "actionless"


def test_a_security_event_inherits_no_name_from_another() -> None:
    with pytest.raises(TypeError, match="LockedAgain: declare its name in logs"):

        @attrs.frozen(kw_only=True)
        class LockedAgain(UserLocked):
            pass


def test_the_subject_of_a_job_that_is_retried_is_the_job() -> None:
    revived = JobRevived(job_id=UUID(int=7), job="ping", by=OPERATOR, at=NOON)

    assert (revived.subject_id, revived.user_id) == (UUID(int=7), None)


KEY: dict[str, Any] = {"kid": "20260501-a", "by": OPERATOR, "at": NOON}


@pytest.mark.parametrize(
    ("event", "reason", "changes"),
    [
        (
            SigningKeyGenerated(algorithm="EdDSA", **KEY),
            None,
            [Change("kid", None, "20260501-a"), Change("algorithm", None, "EdDSA")],
        ),
        (SigningKeyRotated(at_once=False, **KEY), None, [Change("kid", None, "20260501-a")]),
        (SigningKeyRotated(at_once=True, **KEY), "at_once", [Change("kid", None, "20260501-a")]),
        (SigningKeyRetired(**KEY), None, [Change("kid", "20260501-a", None)]),
    ],
)
def test_an_act_on_a_key_says_which_and_concerns_no_person(
    event: SecurityEvent, reason: str | None, changes: list[Change]
) -> None:
    assert (event.reason, event.changes) == (reason, changes)
    assert (event.subject_kind, event.subject_id, event.user_id, event.session_id) == ("key", None, None, None)

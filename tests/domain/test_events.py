from uuid import UUID

import attrs
import pytest

from domain.accounts.events import UserLocked
from domain.jobs.events import JobRevived
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.events import DomainEvent, SecurityEvent
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

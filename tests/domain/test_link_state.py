from datetime import timedelta
from uuid import UUID

import attrs
import pytest

from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.link_state import LinkState, state_of
from domain.accounts.one_time_token import LinkEnd, OneTimeToken
from domain.accounts.purposes import Purpose
from tests.domain.people import ADA, NOON, a_user

LIFE = timedelta(hours=1)


@attrs.frozen
class Case:
    """A link and its recipient, and the state that the link should have."""

    state: LinkState
    purpose: Purpose = purposes.RESET_PASSWORD
    ended_as: LinkEnd | None = None
    is_spent: bool = False
    is_replaced: bool = False
    age: timedelta = timedelta(0)
    is_verified: bool = False
    new_email: str | None = None


CHANGE = purposes.CHANGE_EMAIL
OWN, OTHER = "ADA@example.org", "byron@example.org"
CASES = (
    Case(LinkState.GOOD),
    Case(LinkState.GOOD, age=LIFE - timedelta(seconds=1)),
    Case(LinkState.EXPIRED, age=LIFE),
    Case(LinkState.REPLACED, is_replaced=True),
    Case(LinkState.REPLACED, is_replaced=True, age=LIFE),
    Case(LinkState.USED, ended_as=LinkEnd.USED, is_spent=True),
    Case(LinkState.USED, ended_as=LinkEnd.USED, is_spent=True, is_replaced=True),
    Case(LinkState.REPLACED, ended_as=LinkEnd.REPLACED, is_spent=True),
    Case(LinkState.VOIDED, ended_as=LinkEnd.VOIDED, is_spent=True),
    Case(LinkState.UNKNOWN, is_spent=True),
    Case(LinkState.USED, ended_as=LinkEnd.USED, is_spent=True, is_verified=True),
    Case(LinkState.GOOD, purposes.VERIFY_EMAIL, is_verified=True),
    Case(LinkState.DONE, purposes.VERIFY_EMAIL, is_verified=True, age=LIFE),
    Case(LinkState.DONE, purposes.VERIFY_EMAIL, is_verified=True, ended_as=LinkEnd.USED, is_spent=True),
    Case(LinkState.DONE, purposes.VERIFY_EMAIL, is_verified=True, is_replaced=True),
    Case(LinkState.VOIDED, purposes.VERIFY_EMAIL, is_verified=True, ended_as=LinkEnd.VOIDED, is_spent=True),
    Case(LinkState.USED, purposes.VERIFY_EMAIL, ended_as=LinkEnd.USED, is_spent=True),
    Case(LinkState.DONE, CHANGE, ended_as=LinkEnd.USED, is_spent=True, new_email=OWN, is_verified=True),
    Case(LinkState.USED, CHANGE, ended_as=LinkEnd.USED, is_spent=True, new_email=OTHER, is_verified=True),
    Case(LinkState.USED, CHANGE, ended_as=LinkEnd.USED, is_spent=True, new_email=OWN),
    Case(LinkState.VOIDED, CHANGE, ended_as=LinkEnd.VOIDED, is_spent=True, new_email=OWN, is_verified=True),
)


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_a_link_is_good_or_done_or_the_reason_of_its_end_is_said(case: Case) -> None:
    user = a_user()
    user.is_email_verified = case.is_verified
    email = EmailAddress(case.new_email) if case.new_email else None
    token = OneTimeToken.issue(UUID(int=1), user_id=ADA, purpose=case.purpose, at=NOON, life=LIFE, new_email=email)
    token.spent_at = NOON if case.is_spent else None
    token.ended_as = case.ended_as
    assert state_of(token, user, is_replaced=case.is_replaced, at=NOON + case.age) is case.state

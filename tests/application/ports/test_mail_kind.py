from datetime import timedelta

import attrs
import pytest

from application.accounts.services import account_mails


def test_a_mail_has_the_link_of_another_life_and_nothing_else_that_is_new() -> None:
    usual = account_mails.VERIFY_EMAIL
    short = usual.lasting(timedelta(minutes=5))
    assert attrs.asdict(short.required_link) == {**attrs.asdict(usual.required_link), "life": timedelta(minutes=5)}
    assert (short.name, short.subject, short.template) == (usual.name, usual.subject, usual.template)


def test_a_mail_without_a_link_has_no_life() -> None:
    with pytest.raises(LookupError, match=account_mails.EMAIL_CHANGED.name):
        account_mails.EMAIL_CHANGED.lasting(timedelta(minutes=5))

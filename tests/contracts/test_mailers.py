"""What every mailer promises."""

import asyncio

import pytest

from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.language import Language
from tests.contracts.conformance import OpenedMailer
from tests.contracts.opening import FactoryFault
from tests.support.mail_factories import URL, a_mail

MANY = 20


async def test_a_mail_that_was_accepted_has_arrived_with_its_words(opened_mailer: OpenedMailer) -> None:
    words = {
        "to": EmailAddress("layla@example.org"),
        "subject": "يُرجى تأكيد عنوان بريدكم",
        "text": f"Здравствуйте, مرحبًا, Grüße\n\n{URL}\n",
        "language": Language("ar"),
    }
    await opened_mailer.mailer.send(a_mail(**words, link=URL))
    (read,) = opened_mailer.arrived()
    for said in (words["to"], words["subject"], "Здравствуйте, مرحبًا, Grüße", URL):
        assert said in read


async def test_a_link_stands_on_a_line_of_its_own(opened_mailer: OpenedMailer) -> None:
    await opened_mailer.mailer.send(a_mail(text=f"Follow this:\n{URL}\n\nThank you.\n", link=URL))
    assert URL in opened_mailer.arrived()[0].splitlines()


async def test_many_mails_at_once_arrive_once_each_and_whole(opened_mailer: OpenedMailer) -> None:
    mails = [a_mail(subject=f"number {n}.", text=f"begin {n}\n{'x' * 2000}\nend {n}.\n") for n in range(MANY)]
    await asyncio.gather(*(opened_mailer.mailer.send(mail) for mail in mails))
    arrived = opened_mailer.arrived()
    assert len(arrived) == MANY
    for n in range(MANY):
        (read,) = [text for text in arrived if f"number {n}." in text]
        assert f"begin {n}\n" in read
        assert f"end {n}." in read


async def test_a_mail_that_cannot_be_delivered_now_may_be_sent_again_later(opened_mailer: OpenedMailer) -> None:
    if opened_mailer.is_local:
        pytest.skip("this mailer has nobody between itself and its reader")
    if opened_mailer.out_of_reach is None:
        raise FactoryFault("it is not local: name a block in which nobody takes mails, OpenedMailer(…, out_of_reach=…)")
    async with opened_mailer.out_of_reach():
        with pytest.raises(ServiceUnavailableException):
            await opened_mailer.mailer.send(a_mail())
        assert opened_mailer.arrived() == []
    await opened_mailer.mailer.send(a_mail())
    assert len(opened_mailer.arrived()) == 1

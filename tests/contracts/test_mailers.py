"""What every mailer promises."""

import asyncio

import pytest

from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.language import Language
from tests.contracts.conformance import Post
from tests.support.mail_factories import URL, a_mail

MANY = 20


async def test_a_mail_that_was_accepted_has_arrived_with_its_words(post: Post):
    words = {
        "to": EmailAddress("layla@example.org"),
        "subject": "يُرجى تأكيد عنوان بريدكم",
        "text": f"Здравствуйте, مرحبًا, Grüße\n\n{URL}\n",
        "language": Language.AR,
    }
    await post.mailer.send(a_mail(**words, link=URL))
    (read,) = post.arrived()
    for said in (words["to"], words["subject"], "Здравствуйте, مرحبًا, Grüße", URL):
        assert said in read


async def test_a_link_stands_on_a_line_of_its_own(post: Post):
    await post.mailer.send(a_mail(text=f"Follow this:\n{URL}\n\nThank you.\n", link=URL))
    assert URL in post.arrived()[0].splitlines()


async def test_of_many_mails_at_once_each_arrives_once_and_whole(post: Post):
    mails = [a_mail(subject=f"number {n}.", text=f"begin {n}\n{'x' * 2000}\nend {n}.\n") for n in range(MANY)]
    await asyncio.gather(*(post.mailer.send(mail) for mail in mails))
    arrived = post.arrived()
    assert len(arrived) == MANY
    for n in range(MANY):
        (read,) = [text for text in arrived if f"number {n}." in text]
        assert f"begin {n}\n" in read
        assert f"end {n}." in read


async def test_what_cannot_be_delivered_now_may_be_sent_again_later(post: Post):
    if post.out_of_reach is None:
        pytest.skip("this mailer has nobody between itself and its reader")
    async with post.out_of_reach():
        with pytest.raises(ServiceUnavailableException):
            await post.mailer.send(a_mail())
        assert post.arrived() == []
    await post.mailer.send(a_mail())
    assert len(post.arrived()) == 1

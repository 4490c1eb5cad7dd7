from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from adapters.mailer.memory import MemoryMailer
from application.accounts.deliver_mail import DeliverMail
from application.accounts.services import account_mails
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_urls import LinkUrls
from application.ports.link_signer import LinkSigner
from application.ports.mail_kind import MailKind
from application.ports.mailer import Mail
from application.request_context import set_job_id
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.purposes import Purpose
from domain.accounts.user import User
from domain.shared_kernel.language import Language
from tests.support import mail_factories
from tests.support.app_harness import MATRIX, AppHarness, app_harness

ADA = "ada@example.org"
NEW = EmailAddress("ada.king@example.org")
PAGES = "https://app.example.org/account"
LINKED = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in mail_factories.LINKED])


class PlainSigner(LinkSigner):
    def sign(self, purpose: Purpose, token_id: UUID) -> str:
        return f"{purpose}.{token_id}"

    def verify(self, purpose: Purpose, token: str) -> UUID:
        return UUID(token.removeprefix(f"{purpose}."))


@pytest.fixture(params=MATRIX)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path) as harness:
        yield harness


@pytest.fixture
async def ada(harness: AppHarness) -> User:
    return await harness.register(ADA)


async def a_token(harness: AppHarness, user_id: UUID, kind: MailKind, **others: Any) -> OneTimeToken:
    ids, now = harness.container.ids(), harness.clock.now()
    link = kind.required_link
    facts: dict[str, Any] = {"user_id": user_id, "purpose": link.purpose, "at": now, "life": link.life} | others
    async with harness.container.ports().begin() as work:
        token = await work.one_time_tokens.create(OneTimeToken.issue(ids.ordered(), **facts))
        await work.commit()
    return token


async def spend(harness: AppHarness, token: OneTimeToken) -> None:
    async with harness.container.ports().begin() as work:
        token.spend(at=harness.clock.now())
        await work.one_time_tokens.update(token)
        await work.commit()


async def deliver(harness: AppHarness, *jobs: DeliverMailJob) -> list[Mail]:
    """Everything that was ever sent, after these jobs."""
    container = harness.container
    links = LinkUrls(PlainSigner(), PAGES)
    read, kinds, composer = container.ports().read, container.mail_kinds(), container.composer()
    handler = DeliverMail(read, kinds, links, composer, container.mailer(), harness.clock)
    for job in jobs:
        await handler(job)
    return sent(harness)


def sent(harness: AppHarness) -> list[Mail]:
    mailer = harness.container.mailer()
    assert isinstance(mailer, MemoryMailer)
    return mailer.mails


@LINKED
async def test_a_link_leads_to_the_page_that_does_its_act(harness: AppHarness, ada: User, kind: MailKind) -> None:
    token = await a_token(harness, ada.pk, kind)
    (mail,) = await deliver(harness, DeliverMailJob(kind.name, ada.pk, token.pk))
    assert mail.link == f"{PAGES}/{kind.required_link.page}?token={kind.required_link.purpose}.{token.pk}"
    assert mail.link in mail.text.splitlines()


@pytest.mark.parametrize(
    "kind", [kind for kind in mail_factories.MAILS.by_name.values() if not (kind.link or kind.example)]
)
async def test_a_notice_has_no_link(harness: AppHarness, ada: User, kind: MailKind) -> None:
    (mail,) = await deliver(harness, DeliverMailJob(kind.name, ada.pk))
    assert (mail.to, mail.link) == (ADA, None)


async def test_a_mail_speaks_the_language_that_its_reader_has_by_then(harness: AppHarness, ada: User) -> None:
    async with harness.container.ports().begin() as work:
        await work.users.update(ada, language=Language("fr"))
        await work.commit()
    (mail,) = await deliver(harness, DeliverMailJob(account_mails.PASSWORD_CHANGED.name, ada.pk))
    assert (mail.language, mail.subject) == (Language("fr"), "Votre mot de passe a été modifié")


async def test_a_new_address_is_confirmed_at_the_new_address(harness: AppHarness, ada: User) -> None:
    token = await a_token(harness, ada.pk, account_mails.CONFIRM_NEW_EMAIL, new_email=NEW)
    (mail,) = await deliver(harness, DeliverMailJob(account_mails.CONFIRM_NEW_EMAIL.name, ada.pk, token.pk))
    assert mail.to == NEW
    assert NEW in mail.text
    assert ADA not in mail.text


async def test_nothing_is_sent_to_somebody_who_is_gone(harness: AppHarness) -> None:
    assert await deliver(harness, DeliverMailJob(account_mails.PASSWORD_CHANGED.name, uuid4())) == []


@LINKED
async def test_no_link_is_sent_that_was_used_replaced_or_has_expired(
    harness: AppHarness, ada: User, kind: MailKind
) -> None:
    used, old = await a_token(harness, ada.pk, kind), await a_token(harness, ada.pk, kind)
    await spend(harness, used)
    harness.clock.at += kind.required_link.life
    jobs = [DeliverMailJob(kind.name, ada.pk, token_id) for token_id in (used.pk, old.pk, uuid4(), None)]
    assert await deliver(harness, *jobs) == []


async def test_a_token_of_another_act_or_person_sends_nothing(harness: AppHarness, ada: User) -> None:
    eve = await harness.register("eve@example.org")
    verify = await a_token(harness, ada.pk, account_mails.VERIFY_EMAIL)
    reset = await a_token(harness, ada.pk, account_mails.RESET_PASSWORD)
    wrong = [
        DeliverMailJob(account_mails.RESET_PASSWORD.name, ada.pk, verify.pk),
        DeliverMailJob(account_mails.RESET_PASSWORD.name, eve.pk, reset.pk),
    ]
    assert await deliver(harness, *wrong) == []


async def test_a_job_that_is_done_again_repeats_its_message_id_and_no_other_job_does(
    harness: AppHarness, ada: User
) -> None:
    job, first, second = DeliverMailJob(account_mails.PASSWORD_CHANGED.name, ada.pk), uuid4(), uuid4()
    for job_id in (first, first, second):
        set_job_id(job_id)
        await deliver(harness, job)
    set_job_id(None)
    once, again, other = [mail.message_id for mail in sent(harness)]
    assert once == again != other


async def test_a_mail_says_how_long_its_link_lives(harness: AppHarness, ada: User) -> None:
    token = await a_token(harness, ada.pk, account_mails.INVITATION, life=timedelta(days=3))
    (mail,) = await deliver(harness, DeliverMailJob(account_mails.INVITATION.name, ada.pk, token.pk))
    assert "within 3 days." in mail.text


async def test_nothing_secret_is_shown_of_a_mail(harness: AppHarness, ada: User) -> None:
    token = await a_token(harness, ada.pk, account_mails.RESET_PASSWORD)
    (mail,) = await deliver(harness, DeliverMailJob(account_mails.RESET_PASSWORD.name, ada.pk, token.pk))
    assert str(token.pk) not in repr(mail)

import pytest

from adapters.mail_composer.jinja import JinjaMailComposer
from adapters.mailer.memory import MemoryMailer
from adapters.translator.babel import BabelTranslator
from application.accounts.deliver_mail import DeliverMail
from application.accounts.services import account_mails
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_urls import LinkUrls
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import LinkEnd
from tests.support.memory_ports import MemoryPorts

BASE = "https://accounts.example.org"
NEW = EmailAddress("countess@example.org")


@pytest.fixture
def mailer() -> MemoryMailer:
    return MemoryMailer()


@pytest.fixture
def deliver_mail(memory: MemoryPorts, mailer: MemoryMailer) -> DeliverMail:
    composer = JinjaMailComposer(BabelTranslator(), "Example Accounts")
    links = LinkUrls(memory.link_signer, BASE)
    return DeliverMail(memory.read, memory.mail_kinds, links, composer, mailer, memory.clock)


async def test_deliver_mail_sends_the_link_to_the_address_of_the_user(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail
) -> None:
    ada = await memory.add_user(password=None)
    await memory.add_link(ada, purposes.RESET_PASSWORD)
    [token] = await memory.stored_links()
    await deliver_mail(DeliverMailJob("reset_password", ada.pk, token.pk))
    [mail] = mailer.mails
    expected = LinkUrls(memory.link_signer, BASE).url_of(account_mails.RESET_PASSWORD.required_link, token)
    assert (mail.to, mail.link) == (ada.email, expected)


async def test_deliver_mail_sends_nothing_to_a_user_who_is_gone(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail
) -> None:
    await deliver_mail(DeliverMailJob("password_changed", memory.ids.random()))
    assert mailer.mails == []


async def test_deliver_mail_sends_only_the_newest_link_and_none_that_has_expired(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail
) -> None:
    ada = await memory.add_user(password=None)
    links = [await memory.add_link(ada, purposes.RESET_PASSWORD) for _link in range(2)]
    jobs = [DeliverMailJob("reset_password", ada.pk, token.pk) for token in await memory.stored_links()]
    for job in jobs:
        await deliver_mail(job)
    assert [links[1] in str(mail.link) for mail in mailer.mails] == [True]
    memory.clock.pass_time(hours=1)
    await deliver_mail(jobs[1])
    assert len(mailer.mails) == 1


async def test_deliver_mail_sends_no_link_that_is_not_the_recipients_or_is_for_another_act(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail
) -> None:
    ada, eve = await memory.add_user(password=None), await memory.add_user("eve@example.org", password=None)
    for purpose in (purposes.RESET_PASSWORD, purposes.CHANGE_EMAIL):
        await memory.add_link(eve, purpose, NEW)
    reset, change = [token.pk for token in await memory.stored_links()]
    for kind, user, token_id in (
        ("reset_password", ada, reset),
        ("confirm_new_email", ada, change),
        ("reset_password", eve, change),
        ("confirm_new_email", eve, reset),
        ("reset_password", eve, memory.ids.random()),
        ("reset_password", eve, None),
    ):
        await deliver_mail(DeliverMailJob(kind, user.pk, token_id))
    assert mailer.mails == []


@pytest.mark.parametrize("how", [LinkEnd.USED, LinkEnd.VOIDED, LinkEnd.REPLACED])
@pytest.mark.parametrize("kind", ["reset_password", "confirm_new_email"])
async def test_deliver_mail_sends_no_ended_link_but_the_replaced_one_of_a_new_address(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail, kind: str, how: LinkEnd
) -> None:
    ada = await memory.add_user(password=None)
    is_change = kind == "confirm_new_email"
    await memory.add_link(ada, purposes.CHANGE_EMAIL if is_change else purposes.RESET_PASSWORD, NEW)
    [token] = await memory.stored_links()
    async with memory.begin() as work:
        token.end(how, at=memory.clock.now())
        await work.one_time_tokens.update(token)
        await work.commit()
    await deliver_mail(DeliverMailJob(kind, ada.pk, token.pk))
    assert [mail.to for mail in mailer.mails] == ([NEW] if is_change and how is LinkEnd.REPLACED else [])


async def test_deliver_mail_asks_every_requested_new_address_to_confirm(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail
) -> None:
    ada = await memory.add_user(password=None)
    for email in (NEW, EmailAddress("augusta@example.org")):
        async with memory.begin() as work:
            await memory.mails.replace_links(work, ada.pk, purposes.CHANGE_EMAIL)
            await memory.mails.send_link(work, account_mails.CONFIRM_NEW_EMAIL, ada.pk, new_email=email)
            await work.commit()
    for job in await memory.mail_jobs():
        await deliver_mail(job)
    assert [mail.to for mail in mailer.mails] == [NEW, "augusta@example.org"]


async def test_deliver_mail_notifies_the_owner_of_a_requested_address_and_sends_no_link(
    memory: MemoryPorts, mailer: MemoryMailer, deliver_mail: DeliverMail
) -> None:
    ada, _owner = await memory.add_user(password=None), await memory.add_user(NEW, password=None)
    await memory.add_link(ada, purposes.CHANGE_EMAIL, NEW)
    [token] = await memory.stored_links()
    await deliver_mail(DeliverMailJob("confirm_new_email", ada.pk, token.pk))
    assert [(mail.to, mail.link) for mail in mailer.mails] == [(NEW, None)]

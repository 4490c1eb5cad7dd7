from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from application.accounts.services import account_mails
from application.accounts.services.link_urls import LinkUrls
from domain.accounts.one_time_token import OneTimeToken
from tests.support.memory_ports import MemoryPorts


@pytest.mark.parametrize("base", ["https://shop.example.org/account", "https://shop.example.org/account/"])
def test_a_link_leads_to_its_page_with_a_token_that_is_verified_again(memory: MemoryPorts, base: str) -> None:
    kind, now = account_mails.RESET_PASSWORD.required_link, memory.clock.now()
    token = OneTimeToken.issue(
        memory.ids.ordered(), user_id=memory.ids.random(), purpose=kind.purpose, at=now, life=timedelta(hours=1)
    )
    url = urlsplit(LinkUrls(memory.link_signer, base).url_of(kind, token))
    assert url._replace(query="").geturl() == "https://shop.example.org/account/reset-password"
    [(name, [signed])] = parse_qs(url.query).items()
    assert (name, memory.link_signer.verify(kind.purpose, signed)) == ("token", token.pk)

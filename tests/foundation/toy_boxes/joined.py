"""The domain of boxes takes part in everything; it is run in a copy that has the domain, as one of its tests."""

from tests.support.app_harness import PASSWORD
from tests.system.api.conftest import Service
from tests.system.pages.page_client import ADA, PageClient


async def test_a_domain_that_was_found_by_its_file_takes_part_in_everything(service: Service) -> None:
    harness, pages = service.harness, PageClient(service)
    await service.client.register(ADA)
    await harness.do_jobs()  # the subscriber's
    await harness.do_jobs()  # the mail with the link
    ada = await service.client.signed_in(ADA)
    assert [box["content"] for box in (await ada("GET", "/me/export")).body["boxes"]] == ["a teapot"]

    await harness.container.relay().schedule()
    await harness.do_jobs()
    assert (await ada("GET", "/boxes")).body == {"waiting": 1, "counts": [1]}

    token = await harness.mailed_token(ADA)
    assert (await pages.open("open-box", token)).heading == "A box"
    assert (await pages.send("open-box", token)).heading == "It is open"
    assert (await pages.send("open-box", token)).status == 410
    assert "Your box was opened" in [mail.subject for mail in await harness.mails()]

    assert (await ada("POST", "/me/delete", {"password": PASSWORD})).status == 204
    await service.client.register("eve@example.org")
    eve = await service.client.signed_in("eve@example.org")
    assert (await eve("GET", "/boxes")).body["waiting"] == 0

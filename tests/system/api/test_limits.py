"""How often may be asked: by address, by mailbox; and what a client is told of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.support.app_harness import PASSWORD, app_harness
from tests.support.languages import LANGUAGES
from tests.support.references import resolved
from tests.support.servers import valkey
from tests.support.servers.ports import free_port
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service, serving
from tests.system.api.test_metrics import Watched

ADA, EVE = "ada@example.org", "eve@example.org"
WRONG = "no stone bridges"
NEW_PASSWORD = "kT8-harbour-lantern"
BEHIND_A_PROXY = {"trusted_proxies": ("127.0.0.1",)}
"""So that a test may come from wherever it likes."""


@asynccontextmanager
async def limited(tmp_path: Path, **settings: object) -> AsyncIterator[Service]:
    async with (
        app_harness("memory", tmp_path, **(BEHIND_A_PROXY | settings)) as harness,
        serving(harness) as client,
    ):
        await harness.register(ADA, staff=True)
        yield Service(harness, client)


async def log_in(client: Client, email: str = ADA, password: str = WRONG, **headers: str) -> Reply:
    return await client("POST", "/auth/login", {"email": email, "password": password}, **headers)


async def forgot(client: Client, email: str, **headers: str) -> Reply:
    return await client("POST", "/auth/forgot-password", {"email": email}, **headers)


async def resend(client: Client, email: str, **headers: str) -> Reply:
    return await client("POST", "/auth/resend-verification", {"email": email}, **headers)


async def test_a_client_that_asks_too_often_is_told_when_to_come_back_and_then_may(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="2/minute") as service:
        replies = [await log_in(service.client) for _ in range(3)]
        refused = replies[-1]
        wait = int(refused.headers["Retry-After"])
        service.harness.pass_time(seconds=wait)
        again = await log_in(service.client)
    assert [reply.status for reply in replies] == [401, 401, 429]
    assert refused.code == "rate_limited"
    assert refused.body["type"].endswith("/problems/rate_limited")
    assert refused.body["detail"] == f"Too many requests. Please try again in {wait} seconds"
    assert 55 <= wait <= 62
    assert again.status == 401


async def test_each_answer_tells_how_much_is_left(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_requests="9/hour", rate_limit_sign_ins="2/minute") as service:
        first, _, refused = [await log_in(service.client) for _ in range(3)]
        me = await service.client("GET", "/me")
    assert first.headers["RateLimit-Policy"] == '"requests";q=9;w=3600, "sign-ins";q=2;w=60'
    assert first.headers["RateLimit"].startswith('"requests";r=8;t=')
    assert '"sign-ins";r=1;t=' in first.headers["RateLimit"]
    assert '"sign-ins";r=0;t=' in refused.headers["RateLimit"]
    assert (me.status, me.headers["RateLimit-Policy"]) == (401, '"requests";q=9;w=3600')
    assert '"requests";r=6;' in me.headers["RateLimit"]


async def test_a_refusal_speaks_every_language(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="1/hour") as service:
        await log_in(service.client)
        said = {(await log_in(service.client, Accept_Language=language)).body["detail"] for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)


async def test_the_address_is_asked_before_the_body_is_read_and_after_the_source(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="1/hour") as service:
        await log_in(service.client)
        broken = await service.client("POST", "/auth/login", WRONG, Content_Type="text/plain")
        sourceless = await log_in(service.client, X_Source="nobody")
    assert (broken.status, sourceless.status) == (429, 400)


async def test_machines_that_look_after_the_service_are_not_limited(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_requests="1/hour") as service:
        await service.client("GET", "/me")
        async with ClientSession(service.client.origin) as http:
            paths = ("/health/live", "/health/live", "/.well-known/jwks.json")
            statuses = [(await http.get(path)).status for path in paths]
    assert statuses == [200, 200, 429]


async def test_each_address_has_its_own_and_a_whole_ipv6_network_is_one(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="1/hour") as service:

        async def status_from(address: str) -> int:
            return int((await log_in(service.client, X_Forwarded_For=address)).status)

        addresses = ("192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
        assert [await status_from(address) for address in addresses] == [401, 401, 429, 401, 429, 401]


@pytest.mark.parametrize(
    ("address", "policy", "passed"),
    [
        ("2001:db8::{:x}", "sign-ins", 4),
        ("2001:db8:0:{:x}::1", "sign-ins-56", 8),
        ("2001:db8:0:{:x}00::", "sign-ins-48", 12),
    ],
)
async def test_a_wide_ipv6_network_has_fewer_quotas_than_addresses(
    tmp_path: Path, address: str, policy: str, passed: int
) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="4/hour") as service:
        replies = [
            await log_in(service.client, f"somebody-{n}@example.org", X_Forwarded_For=address.format(n))
            for n in range(16)
        ]
    assert [reply.status for reply in replies] == [401] * passed + [429] * (16 - passed)
    assert f'"{policy}";r=0' in replies[-1].headers["RateLimit"]


async def test_a_header_of_somebody_who_is_not_trusted_gets_nobody_around_a_limit(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="1/hour", trusted_proxies=()) as service:
        statuses = [(await log_in(service.client, X_Forwarded_For=f"192.0.2.{n}")).status for n in range(3)]
    assert statuses == [401, 429, 429]
    (warning,) = [record for record in caplog.records if record.message == "untrusted_proxy"]
    assert vars(warning)["address"] == "127.0.0.1"
    assert "CORTEX_TRUSTED_PROXIES" in vars(warning)["hint"]


async def test_a_session_shows_the_address_behind_the_proxy(tmp_path: Path) -> None:
    async with limited(tmp_path) as service:
        pair = await log_in(service.client, password=PASSWORD, X_Forwarded_For="198.51.100.1, 2001:db8::7")
        ada = service.client.with_token(pair.body["access_token"])
        (session,) = (await ada("GET", "/me/sessions")).body["items"]
    assert session["ip"] == "2001:db8::7"


async def test_mails_to_one_mailbox_are_limited_wherever_they_are_asked_for(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_mails_to="2/hour") as service:
        for email in (ADA, "nobody@example.org"):
            replies = [await forgot(service.client, email, X_Forwarded_For=f"192.0.2.{n}") for n in range(3)]
            assert [reply.status for reply in replies] == [202, 202, 429]
            assert '"reset-mails-to";r=0;' in replies[-1].headers["RateLimit"]
            assert (await forgot(service.client, email.upper())).status == 429
        others = [await resend(service.client, ADA.upper(), X_Forwarded_For=f"192.0.2.{n}") for n in range(3)]
        eve = await forgot(service.client, EVE)
    assert [reply.status for reply in (*others, eve)] == [202, 202, 429, 202]
    assert '"mails-to";r=0;' in others[-1].headers["RateLimit"]


async def test_a_refused_request_has_no_mail_sent_and_spends_none(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_mails_to="1/hour", rate_limit_mails="1/hour") as service:
        taken = [(await service.client.register(ADA)).status for _ in range(3)]
        unread = [(await resend(service.client, "no address")).status for _ in range(3)]
        sent = [(await resend(service.client, ADA)).status for _ in range(2)]
    assert (taken, unread, sent) == ([409] * 3, [422] * 3, [202, 429])


async def test_a_request_that_is_refused_before_its_password_is_looked_at_spends_no_sign_in(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="1/hour") as service:
        unread = [(await log_in(service.client, "no address")).status for _ in range(3)]
        without = [(await service.client("POST", "/auth/login")).status for _ in range(3)]
        looked_at = [(await log_in(service.client)).status for _ in range(2)]
    assert (unread, without, looked_at) == ([422] * 3, [422] * 3, [401, 429])


async def test_a_client_that_uses_up_every_other_limit_keeps_nobody_from_a_new_password(tmp_path: Path) -> None:
    tight = {"rate_limit_mails_to": "2/hour", "rate_limit_mails": "2/hour", "rate_limit_sign_ins": "3/hour"}
    async with limited(tmp_path, rate_limit_all_guesses="3/hour", **tight) as service:
        await use_up_what_there_is(service)
        assert (await log_in(service.client, password=PASSWORD)).status == 429
        assert (await forgot(service.client, ADA)).status == 202
        body = {"token": await service.harness.mailed_token(ADA), "new_password": NEW_PASSWORD}
        chosen = await service.client("POST", "/auth/reset-password", body)
        cookie = chosen.headers["Set-Cookie"].partition(";")[0]
        signed_in = await log_in(service.client, password=NEW_PASSWORD, Cookie=cookie)
    assert (chosen.status, signed_in.status) == (204, 200)


async def use_up_what_there_is(service: Service) -> None:
    for _ in range(4):
        await service.client.register(ADA)
        await resend(service.client, ADA)
        await log_in(service.client)
        await log_in(service.client, X_Forwarded_For="192.0.2.1")


async def test_a_signed_in_person_cannot_flood_the_mailbox_of_another(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_mails_to="1/hour") as service:
        ada = await service.client.signed_in(ADA)
        body = {"new_email": EVE, "password": PASSWORD}
        assert [(await ada("POST", "/me/email", body)).status for _ in range(2)] == [202, 429]


async def test_mails_asked_for_from_one_address_are_limited(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_mails="2/hour") as service:
        replies = [await forgot(service.client, f"somebody-{n}@example.org") for n in range(3)]
        elsewhere = await forgot(service.client, EVE, X_Forwarded_For="192.0.2.1")
    assert [reply.status for reply in (*replies, elsewhere)] == [202, 202, 429, 202]


async def test_a_form_is_answered_with_a_page(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="1/hour") as service, ClientSession() as http:
        address = f"{service.client.origin}/account/reset-password?token=x"
        await http.post(address, data={})
        async with http.post(address, data={}, headers={"Accept-Language": "de"}) as response:
            page = await response.text()
    assert (response.status, response.content_type) == (429, "text/html")
    assert "<h1>Zu viele Anfragen</h1>" in page
    assert "Minuten noch einmal" in page
    assert int(response.headers["Retry-After"]) > 3500
    assert '"new-passwords";r=0' in response.headers["RateLimit"]


async def test_a_hundred_racers_get_no_more_than_the_limit(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limit_sign_ins="7/hour") as service:
        replies = await asyncio.gather(*(log_in(service.client) for _ in range(100)))
    assert sorted(reply.status for reply in replies) == [401] * 7 + [429] * 93


async def test_processes_that_share_redis_count_together(tmp_path: Path) -> None:
    settings = {"rate_limit_sign_ins": "6/hour", "rate_limit_url": await valkey.emptied_url()}
    async with AsyncExitStack() as stack:
        folders = [tmp_path / name for name in ("one", "other")]
        services = [await stack.enter_async_context(limited(folder, **settings)) for folder in folders]
        asked = (log_in(services[n % 2].client) for n in range(40))
        replies = await asyncio.gather(*asked)
    assert [reply.status for reply in replies].count(401) == 6


async def test_limits_can_be_switched_off(tmp_path: Path) -> None:
    async with limited(tmp_path, rate_limits="off", rate_limit_sign_ins="1/hour") as service:
        replies = [await log_in(service.client) for _ in range(3)]
    assert [reply.status for reply in replies] == [401] * 3
    assert "RateLimit" not in replies[0].headers


async def test_refusals_are_counted_by_policy(tmp_path: Path) -> None:
    port = free_port()
    settings = {"rate_limit_sign_ins": "3/hour", "rate_limit_mails_to": "1/hour", "ops_bind": f"127.0.0.1:{port}"}
    async with limited(tmp_path, **settings) as service, service.harness.container.operations().running():
        for _ in range(5):
            await log_in(service.client)
            await forgot(service.client, ADA)
        figures = await Watched(service.harness, service.client, port).figures()
    refused = {key[1]: value for key, value in figures.items() if key[0] == "cortex_rate_limited_total"}
    assert refused == {"sign-ins": 2, "reset-mails-to": 4}


@pytest.mark.parametrize("path", ["/customer/auth/login", "/customer/auth/refresh", "/customer/me"])
async def test_the_description_says_what_a_refusal_looks_like(tmp_path: Path, path: str) -> None:
    async with limited(tmp_path) as service, ClientSession(service.client.origin) as http:
        document = await (await http.get("/openapi.json")).json()
    paths = document["paths"]
    for operation in paths[path].values():
        refused = resolved(document, operation["responses"]["429"])
        assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(refused["headers"])
    assert "429" not in paths["/health/ready"]["get"]["responses"]

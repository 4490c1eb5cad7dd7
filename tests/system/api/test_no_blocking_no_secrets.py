"""Nothing blocks the loop, and nothing secret is written down."""

import logging

import pytest
from blockbuster import blockbuster_ctx

from tests.support.app_harness import PASSWORD
from tests.system.api.conftest import Service

ADA = "ada@example.org"
NEW_PASSWORD = "kT8-harbour-lantern"


async def whole_tour(service: Service) -> list[object]:
    """Does a bit of everything; the secrets that took part."""
    client = service.client
    made = (await client.register(ADA)).body
    await client.register(ADA)
    await client.log_in(ADA, "a-wrong-password-too")
    pair = (await client.log_in(ADA)).body
    refreshed = (await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).body
    ada = client.with_token(refreshed["access_token"])
    await ada("GET", f"/me?token={PASSWORD}")
    await ada("PATCH", "/me", {"first_name": "Augusta"})
    await ada("POST", "/me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD})
    service.harness.pass_time(minutes=1)
    await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})
    boss = await service.staff()
    await boss("GET", "/users?q=ada&total=recent")
    await boss("POST", f"/users/{made['id']}/lock", {"reason": "spam"})
    await client("POST", "/auth/logout", {"refresh_token": refreshed["refresh_token"]})
    return [PASSWORD, NEW_PASSWORD, "a-wrong-password-too", *pair.values(), *refreshed.values()]


async def test_nothing_blocks_the_loop(service: Service) -> None:
    """But for reads of single rows of SQLite, which take microseconds: one that takes longer sends the others to a
    thread."""
    with blockbuster_ctx(["domain", "application", "adapters", "entrypoints", "bootstrap"]) as guard:
        for call in ("sqlite3.Connection.execute", "sqlite3.Cursor.fetchall"):
            guard.functions[call].can_block_in("dialects/sqlite_point_reads.py", "_read")
        await whole_tour(service)


async def test_no_secret_is_in_a_log_line(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        used = await whole_tour(service)
    written = "\n".join(f"{record.getMessage()} {record.exc_text or ''} {vars(record)}" for record in caplog.records)
    assert "/customer/me" in written
    assert [secret for secret in used if isinstance(secret, str) and len(secret) > 8 and secret in written] == []

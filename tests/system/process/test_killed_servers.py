"""A server that is killed."""

from pathlib import Path

from aiohttp import ClientSession

from tests.system.api.client import Client
from tests.system.process.cortex import serving

ADA = "ada@example.org"


async def test_a_session_outlives_the_kill_of_its_server(tmp_path: Path) -> None:
    async with ClientSession() as http:
        with serving(tmp_path) as (origin, process):
            client = Client(http, origin)
            await client.register(ADA)
            pair = (await client.log_in(ADA)).body
            renewed = (await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).body
            process.kill()
        with serving(tmp_path) as (origin, _process):
            client = Client(http, origin, token=renewed["access_token"])
            assert (await client("GET", "/me")).status == 200
            again = await client("POST", "/auth/refresh", {"refresh_token": renewed["refresh_token"]})
    assert again.status == 200

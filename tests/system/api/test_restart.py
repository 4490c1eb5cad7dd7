from pathlib import Path

from tests.support.app_harness import app_harness
from tests.system.api.conftest import serving


async def test_a_session_outlives_a_restart(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path) as harness, serving(harness) as client:
        await client.register("ada@example.org")
        pair = (await client.log_in("ada@example.org")).body
    async with app_harness("sqlite", tmp_path) as harness, serving(harness) as client:
        assert (await client.with_token(pair["access_token"])("GET", "/me")).status == 200
        assert (await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).status == 200

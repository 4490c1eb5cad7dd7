import subprocess
import sys
from pathlib import Path

import pytest

from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.null import NullRateLimiter
from adapters.rate_limiter.redis import RedisRateLimiter
from adapters.token_store.database import DatabaseTokenStore
from adapters.token_store.memory import MemoryTokenStore
from adapters.token_store.redis import RedisTokenStore
from application.ports.rate_limiter import RateLimiter
from application.ports.token_store import TokenStore
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running
from tests.support.app_harness import settings_for

UNCHOSEN = """
import asyncio, sys
from pathlib import Path
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running
from tests.support.app_harness import settings_for

async def start():
    container = Container(settings=settings_for("memory", Path("."), mail_url="console://"))
    async with running(container):
        container.ports()
        container.web()

asyncio.run(start())
unchosen = (
    "sqlalchemy", "aiosqlite", "asyncpg", "alembic", "redis", "aiosmtplib", "jwt", "cryptography", "opentelemetry"
)
print([name for name in unchosen if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("store", "kind"),
    [
        ("memory", MemoryTokenStore),
        ("sqlite", DatabaseTokenStore),
        ("sqlite, sessions in memory", MemoryTokenStore),
        ("postgresql", DatabaseTokenStore),
        ("postgresql, sessions in redis", RedisTokenStore),
    ],
)
def test_the_scheme_of_a_url_picks_the_adapter(tmp_path: Path, store: str, kind: type[TokenStore]) -> None:
    assert type(Container(settings=settings_for(store, tmp_path)).ports().token_store) is kind


@pytest.mark.parametrize(
    ("switch", "url", "kind"),
    [
        ("on", "memory://", MemoryRateLimiter),
        ("on", "redis://nowhere", RedisRateLimiter),
        ("on", "rediss://nowhere", RedisRateLimiter),
        ("off", "redis://nowhere", NullRateLimiter),
    ],
)
def test_the_scheme_of_a_url_picks_the_rate_limiter_unless_limits_are_off(
    tmp_path: Path,
    switch: str,
    url: str,
    kind: type[RateLimiter],
) -> None:
    settings = settings_for("memory", tmp_path, rate_limits=switch, rate_limit_url=url)
    assert type(Container(settings=settings).limiter_choice().limiter) is kind


def test_technology_that_is_not_chosen_is_not_imported() -> None:
    done = subprocess.run([sys.executable, "-c", UNCHOSEN], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_storage_that_is_not_open_says_so(tmp_path: Path) -> None:
    container = Container(settings=settings_for("sqlite", tmp_path))
    with pytest.raises(RuntimeError, match="open"):
        async with container.ports().begin():
            pass


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_nothing_is_made_before_the_service_runs(tmp_path: Path) -> None:
    container = Container(settings=settings_for("sqlite", tmp_path))
    container.web()
    assert names_in(tmp_path) == []
    async with running(container):
        assert "cortex.db" in names_in(tmp_path)

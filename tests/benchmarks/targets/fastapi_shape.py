"""The peer that most teams would write from the same description."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import attrs

from tests.benchmarks.seeding.accounts import accounts, password_hash
from tests.benchmarks.seeding.postgresql import copy_rows
from tests.benchmarks.targets.api import Api
from tests.benchmarks.targets.commands import CHECKOUT, PEERS_PYTHON, environment, run_once
from tests.benchmarks.targets.databases import Databases
from tests.benchmarks.targets.server import Launch
from tests.benchmarks.targets.target import Target

PEER = "tests.benchmarks.peers.fastapi_shape"
COLUMNS = ("id", "email", "first_name", "last_name", "password_hash", "is_staff", "is_active", "created_at")
API = Api(
    login="/auth/login",
    staff_login="/auth/login",
    me="/me",
    refresh="/auth/refresh",
    register="/auth/register",
    lists={"list": "/admin/users?limit=20&is_staff=false&is_active=true&sort=-created_at"},
    find="/admin/users?email={email}",
    live="/health",
)


@attrs.frozen(kw_only=True)
class FastApiShape(Target):
    """FastAPI on uvicorn with the ORM of SQLAlchemy, asyncpg, redis-py, PyJWT and argon2-cffi."""

    users: int
    databases: Databases
    name: str = "fastapi"
    title: str = "FastAPI, PostgreSQL + Redis"
    processes: int = 1
    api: Api = API

    async def prepare(self, folder: Path) -> Launch:
        url = await self.databases.new_postgresql()
        settings = {
            "PYTHONPATH": str(CHECKOUT),
            "DATABASE_URL": url,
            "REDIS_URL": self.databases.new_redis(),
            "SECRET_KEY": secrets.token_urlsafe(48),
        }
        run_once([PEERS_PYTHON, "-m", f"{PEER}.create_tables"], settings, folder)
        await copy_rows(url, "users", COLUMNS, self._rows())
        uvicorn = f"-m uvicorn {PEER}.app:app --host 127.0.0.1 --no-access-log --log-level warning --port"
        return Launch(
            command=[PEERS_PYTHON, *uvicorn.split(), "{port}"],
            environment=environment(settings),
            folder=folder,
            probe=self.api.live,
            database_pids=self.databases.pids,
        )

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for email, first, last, is_staff, is_locked, created_at in accounts(self.users):
            yield uuid4(), email, first, last, password_hash(), is_staff, not is_locked, created_at

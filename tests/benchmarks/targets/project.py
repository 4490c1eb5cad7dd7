"""The project itself, embedded on SQLite or with PostgreSQL and Redis."""

import secrets
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path

import attrs

from tests.benchmarks.seeding.postgresql import fill_postgresql
from tests.benchmarks.seeding.sqlite import fill_sqlite
from tests.benchmarks.targets.api import Api
from tests.benchmarks.targets.commands import CORTEX, environment, run_once
from tests.benchmarks.targets.databases import Databases
from tests.benchmarks.targets.server import Launch
from tests.benchmarks.targets.target import Target

COMMON = {
    "CORTEX_RATE_LIMITS": "off",
    "CORTEX_LOG_LEVEL": "warning",
    "CORTEX_OPS_BIND": "",
    "CORTEX_PORT": "{port}",
}
_PAGE = "/admin/users?limit=20&is_staff=false&is_locked=false&sort=-created_at"
API = Api(
    headers={"X-Source": "customer", "Accept-Language": "en"},
    staff_headers={"X-Source": "admin", "Accept-Language": "en"},
    login="/customer/auth/login",
    staff_login="/admin/auth/login",
    me="/customer/me",
    refresh="/customer/auth/refresh",
    register="/customer/auth/register",
    lists={"list": f"{_PAGE}&total=exact", "list-recent": f"{_PAGE}&total=recent", "list-none": f"{_PAGE}&total=none"},
    find="/admin/users?email={email}&total=none",
    live="/health/live",
)


@attrs.frozen(kw_only=True)
class Project(Target):
    """``cortex serve`` with the settings of one storage."""

    name: str
    title: str
    users: int
    processes: int = 1
    api: Api = API

    async def prepare(self, folder: Path) -> Launch:
        settings = {**COMMON, "CORTEX_SECRET_KEY": secrets.token_urlsafe(48), **await self.storage(folder)}
        run_once([CORTEX, "migrate"], {**settings, "CORTEX_PORT": "0"}, folder)
        await self.fill(folder, settings["CORTEX_DATABASE_URL"])
        return Launch(
            command=[CORTEX, "serve", "--workers", str(self.processes)],
            environment=environment(settings),
            folder=folder,
            probe=self.api.live,
            database_pids=self.database_pids(),
        )

    @abstractmethod
    async def storage(self, folder: Path) -> Mapping[str, str]:
        """Returns the settings that choose the storage."""

    @abstractmethod
    async def fill(self, folder: Path, url: str) -> None:
        """Writes the accounts."""

    def database_pids(self) -> tuple[int, ...]:
        """Returns the processes of the databases beside the server."""
        return ()


@attrs.frozen(kw_only=True)
class EmbeddedProject(Project):
    """Everything in one process, on SQLite: the default."""

    async def storage(self, folder: Path) -> Mapping[str, str]:
        return {"CORTEX_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'cortex.db'}"}

    async def fill(self, folder: Path, url: str) -> None:
        fill_sqlite(folder / "cortex.db", self.users)


@attrs.frozen(kw_only=True)
class DistributedProject(Project):
    """Accounts in PostgreSQL, sessions and jobs in Redis; no worker runs, so mails wait."""

    databases: Databases

    async def storage(self, folder: Path) -> Mapping[str, str]:
        return {
            "CORTEX_DATABASE_URL": await self.databases.new_postgresql(),
            "CORTEX_TOKEN_STORE_URL": self.databases.new_redis(),
            "CORTEX_BROKER_URL": self.databases.new_redis(),
        }

    async def fill(self, folder: Path, url: str) -> None:
        await fill_postgresql(url, self.users)

    def database_pids(self) -> tuple[int, ...]:
        return self.databases.pids

"""Where things are kept, and what is done later."""

from datetime import timedelta

import attrs
import typed_settings as ts

from bootstrap.setting_rules import between, is_broker_url, setting
from bootstrap.storage_rules import (
    REDIS_MUST,
    canonical_database_url,
    is_database_url,
    is_token_store_url,
    location_of,
    without_user,
)


@attrs.frozen(kw_only=True, slots=False)
class StorageSettings:
    database_url: str = setting(
        "sqlite+aiosqlite:///cortex.db",
        rule=is_database_url,
        must="be sqlite+aiosqlite:///FILE, memory:// or postgresql://USER:PASSWORD@HOST:PORT/NAME, which may end in "
        "?sslmode=WORD (certificates: PGSSLROOTCERT, PGSSLCERT and PGSSLKEY) or, for a socket, ?host=FOLDER",
        example="sqlite+aiosqlite:///cortex.db",
        about="Where accounts are kept",
        shown=without_user,
        canonical=canonical_database_url,
    )
    token_store_url: str = setting(
        "database://",
        rule=is_token_store_url,
        must=f"be database://, memory://, {REDIS_MUST}",
        example="database://",
        about="Where sessions are kept; database:// is the database of the accounts",
        shown=without_user,
    )
    broker_url: ts.SecretStr = setting(
        ts.SecretStr("memory://"),
        rule=is_broker_url,
        must=f"be memory://, amqp://…, amqps://…, {REDIS_MUST}",
        example="redis://127.0.0.1:6379/1",
        about="What carries jobs to workers; memory:// keeps the worker inside the web process",
        secret=True,
    )
    worker_jobs: int = setting(
        10, rule=between(1, 1000), must="be a whole number from 1 to 1000", example="10", about="Jobs done at once"
    )
    job_attempts: int = setting(
        8, rule=between(1, 100), must="be a whole number from 1 to 100", example="8", about="How often a job is tried"
    )
    dead_jobs_kept: timedelta = setting(
        timedelta(days=90),
        rule=between(timedelta(days=1), timedelta(days=3650)),
        must="be a time from 1d to 3650d",
        example="90d",
        about="For how long jobs that failed for good can be looked at and tried again",
    )
    job_time_limit: timedelta = setting(
        timedelta(seconds=300),
        rule=between(timedelta(seconds=1), timedelta(hours=24)),
        must="be a time from 1s to 24h",
        example="300s",
        about="How long one attempt at a job may take",
    )
    job_lease: timedelta = setting(
        timedelta(seconds=30),
        rule=between(timedelta(seconds=1), timedelta(hours=1)),
        must="be a time from 1s to 1h",
        example="30s",
        about="After how long without a sign of life a job is taken from its worker",
    )

    @property
    def database_scheme(self) -> str:
        return self.database_url.partition(":")[0]

    @property
    def token_store_scheme(self) -> str:
        return self.token_store_url.partition(":")[0]

    @property
    def broker_scheme(self) -> str:
        return self.broker_url.partition(":")[0]

    @property
    def forgets(self) -> bool:
        """Whether something is kept by one process alone."""
        return "memory" in {self.database_scheme, self.token_store_scheme}

    @property
    def database_path(self) -> str:
        """The file of an SQLite database."""
        return self.database_url.partition(":///")[2]

    @property
    def database_location(self) -> str:
        """Where the database is, without what would let somebody in."""
        return location_of(self.database_url)

    @property
    def needs_secret(self) -> bool:
        """Whether the secret must be given, as there is no file that one could be kept beside."""
        return self.database_scheme == "postgresql+asyncpg"

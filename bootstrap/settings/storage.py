"""Storage of accounts and sessions."""

import attrs

from bootstrap.settings.database_url import DatabaseUrl, database_url
from bootstrap.settings.declaration import setting
from bootstrap.settings.server_urls import REDIS_MUST, ServerUrl, token_store_url
from bootstrap.settings.urls import without_user


@attrs.frozen(kw_only=True)
class StorageSettings:
    """The database of the accounts, and the store of the sessions."""

    database: DatabaseUrl = setting(
        "database_url",
        "sqlite+aiosqlite:///cortex.db",
        read=database_url,
        must="be sqlite+aiosqlite:///FILE, memory:// or postgresql://USER:PASSWORD@HOST:PORT/NAME, which may end in "
        "?sslmode=WORD (certificates: PGSSLROOTCERT, PGSSLCERT and PGSSLKEY) or, for a socket, ?host=FOLDER",
        example="sqlite+aiosqlite:///cortex.db",
        about="Where accounts are kept",
        shown=without_user,
    )
    token_store: ServerUrl = setting(
        "token_store_url",
        "database://",
        read=token_store_url,
        must=f"be database://, memory://, {REDIS_MUST}",
        example="database://",
        about="Where sessions are kept; database:// is the database of the accounts",
        shown=without_user,
    )

    @property
    def is_volatile(self) -> bool:
        """True if accounts or sessions are in the memory of one process."""
        return self.database.scheme == "memory" or self.token_store.is_memory

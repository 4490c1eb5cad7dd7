"""Storage of accounts and sessions."""

import attrs

from bootstrap.settings.adapter_tables import STORAGES, TOKEN_STORES
from bootstrap.settings.database_url import DatabaseUrl
from bootstrap.settings.declaration import setting
from bootstrap.settings.server_urls import ServerUrl


@attrs.frozen(kw_only=True)
class StorageSettings:
    """The database of the accounts, and the store of the sessions."""

    database: DatabaseUrl = setting(
        "database_url",
        "sqlite+aiosqlite:///cortex.db",
        read=STORAGES.read,
        must=STORAGES.must,
        example="sqlite+aiosqlite:///cortex.db",
        about="Where accounts are kept",
    )
    token_store: ServerUrl = setting(
        "token_store_url",
        "database://",
        read=TOKEN_STORES.read,
        must=TOKEN_STORES.must,
        example="database://",
        about="Where sessions are kept; database:// is the database of the accounts",
    )

    @property
    def is_volatile(self) -> bool:
        """True if accounts or sessions are in the memory of one process."""
        return STORAGES.is_volatile(self.database.scheme) or TOKEN_STORES.is_volatile(self.token_store.scheme)

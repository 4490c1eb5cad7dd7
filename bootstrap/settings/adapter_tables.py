"""The adapters that settings choose among, one table for each port."""

from typing import Any

from bootstrap.registry.adapter_table import AdapterTable
from bootstrap.settings.database_url import DatabaseUrl
from bootstrap.settings.hasher_name import HasherName
from bootstrap.settings.mail_url import MailUrl
from bootstrap.settings.server_urls import REDIS_MUST, ServerUrl

STORAGES = AdapterTable[DatabaseUrl](
    "cortex.storages",
    "CORTEX_DATABASE_URL",
    "be sqlite+aiosqlite:///FILE, memory:// or postgresql://USER:PASSWORD@HOST:PORT/NAME, which may end in "
    "?sslmode=WORD (certificates: PGSSLROOTCERT, PGSSLCERT and PGSSLKEY) or, for a socket, ?host=FOLDER",
)
TOKEN_STORES = AdapterTable[ServerUrl](
    "cortex.token_stores", "CORTEX_TOKEN_STORE_URL", f"be database://, memory://, {REDIS_MUST}"
)
BROKERS = AdapterTable[ServerUrl](
    "cortex.brokers", "CORTEX_BROKER_URL", f"be memory://, amqp://…, amqps://…, {REDIS_MUST}"
)
RATE_LIMITERS = AdapterTable[ServerUrl]("cortex.rate_limiters", "CORTEX_RATE_LIMIT_URL", f"be memory://, {REDIS_MUST}")
MAILERS = AdapterTable[MailUrl](
    "cortex.mailers",
    "CORTEX_MAIL_URL",
    "be console://, memory://, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
)
PASSWORD_HASHERS = AdapterTable[HasherName]("cortex.password_hashers", "CORTEX_PASSWORD_HASHER", "be argon2")
ADAPTER_TABLES: tuple[AdapterTable[Any], ...] = (
    STORAGES,
    TOKEN_STORES,
    BROKERS,
    RATE_LIMITERS,
    MAILERS,
    PASSWORD_HASHERS,
)

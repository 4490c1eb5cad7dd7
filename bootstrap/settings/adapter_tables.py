"""The adapters that settings choose among, one table for each port."""

from typing import Any

from bootstrap.registry.adapter_table import AdapterTable
from bootstrap.settings.clauses import choice_clause, redis_clause
from bootstrap.settings.database_url import DatabaseUrl
from bootstrap.settings.hasher_name import HasherName
from bootstrap.settings.mail_url import MailUrl
from bootstrap.settings.server_urls import ServerUrl
from domain.shared_kernel.messages import lazy_gettext as _

STORAGES = AdapterTable[DatabaseUrl](
    "cortex.storages",
    "CORTEX_DATABASE_URL",
    _(
        "be sqlite+aiosqlite:///FILE, memory:// or postgresql://USER:PASSWORD@HOST:PORT/NAME, which may end in "
        "?sslmode=WORD (certificates: PGSSLROOTCERT, PGSSLCERT and PGSSLKEY) or, for a socket, ?host=FOLDER"
    ),
)
TOKEN_STORES = AdapterTable[ServerUrl](
    "cortex.token_stores", "CORTEX_TOKEN_STORE_URL", redis_clause("database://", "memory://")
)
BROKERS = AdapterTable[ServerUrl](
    "cortex.brokers", "CORTEX_BROKER_URL", redis_clause("memory://", "amqp://…", "amqps://…")
)
RATE_LIMITERS = AdapterTable[ServerUrl]("cortex.rate_limiters", "CORTEX_RATE_LIMIT_URL", redis_clause("memory://"))
MAILERS = AdapterTable[MailUrl](
    "cortex.mailers",
    "CORTEX_MAIL_URL",
    choice_clause("console://", "memory://", "smtp://USER:PASSWORD@HOST:PORT", "smtps://USER:PASSWORD@HOST:PORT"),
)
PASSWORD_HASHERS = AdapterTable[HasherName](
    "cortex.password_hashers", "CORTEX_PASSWORD_HASHER", _("be the name of a hasher: argon2")
)
ADAPTER_TABLES: tuple[AdapterTable[Any], ...] = (
    STORAGES,
    TOKEN_STORES,
    BROKERS,
    RATE_LIMITERS,
    MAILERS,
    PASSWORD_HASHERS,
)

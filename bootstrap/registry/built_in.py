"""The adapters of this repository, registered as other packages register theirs: by the names of modules, which are
imported when a setting chooses them."""

from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint

PORTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "cortex.storages": (
        "bootstrap.adapters.database",
        {"memory": "MEMORY", "sqlite+aiosqlite": "SQLITE", "postgresql+asyncpg": "POSTGRESQL"}
        | {"postgresql": "POSTGRESQL", "postgres": "POSTGRESQL"},
    ),
    "cortex.token_stores": (
        "bootstrap.adapters.token_store",
        {"memory": "MEMORY", "database": "DATABASE", "redis": "REDIS", "rediss": "REDIS"},
    ),
    "cortex.brokers": (
        "bootstrap.adapters.broker",
        {"memory": "MEMORY", "redis": "REDIS", "rediss": "REDIS", "amqp": "RABBITMQ", "amqps": "RABBITMQ"},
    ),
    "cortex.mailers": (
        "bootstrap.adapters.mailer",
        {"console": "CONSOLE", "memory": "MEMORY", "smtp": "SMTP", "smtps": "SMTP"},
    ),
    "cortex.rate_limiters": (
        "bootstrap.adapters.rate_limiter",
        {"memory": "MEMORY", "redis": "REDIS", "rediss": "REDIS"},
    ),
    "cortex.password_hashers": ("bootstrap.adapters.password_hasher", {"argon2": "ARGON2"}),
}
"""By group of entry points: the module, and in it the name of the adapter for each scheme."""


def built_in(group: str) -> Iterator[EntryPoint]:
    """Yields the entry points of this repository's adapters."""
    module, names = PORTS[group]
    for scheme, name in names.items():
        yield EntryPoint(name=scheme, value=f"{module}:{name}", group=group)

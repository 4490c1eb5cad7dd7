"""The dialects by URL. Only the chosen one is imported."""

from sqlalchemy import make_url

from adapters.persistence.sqlalchemy.dialects.dialect import Dialect


def dialect_of(url: str) -> Dialect:
    """Returns the dialect of a database URL. Raises ``ValueError`` for an unsupported driver."""
    match make_url(url).drivername:
        case "sqlite+aiosqlite":
            from adapters.persistence.sqlalchemy.dialects.sqlite import Sqlite

            return Sqlite()
        case "postgresql+asyncpg":
            from adapters.persistence.sqlalchemy.dialects.postgresql import PostgreSql

            return PostgreSql()
        case other:
            raise ValueError(f"no database is known as {other}: use sqlite+aiosqlite or postgresql+asyncpg")

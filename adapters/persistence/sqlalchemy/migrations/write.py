"""``make migration NAME=…``: writes the migration that the entities lack."""

import asyncio
import sys
import tempfile
from pathlib import Path

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.migrations.review import CannotBeWritten
from adapters.persistence.sqlalchemy.migrations.version_files import FOLDER
from adapters.persistence.sqlalchemy.migrations.writing import written


async def write(name: str) -> Path | None:
    """Compares the entities with a new database at the newest revision. Returns the path of the version file, or
    ``None`` if nothing differs."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'cortex.db'}")
        await database.open()
        try:
            await migrate(database)
            async with database.migration() as transaction:
                return await transaction.run(written, name)
        finally:
            await database.close()


def main() -> None:
    """Prints the path, or why nothing was written, with exit code 1."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        path = asyncio.run(write(name))
    except (CannotBeWritten, ValueError) as refused:
        raise SystemExit(str(refused)) from None
    sys.stdout.write(f"{path.relative_to(FOLDER.parents[3])}\n" if path else "")
    sys.stderr.write("" if path else "The migrations lead where the entities are: there is nothing to write.\n")


if __name__ == "__main__":
    main()

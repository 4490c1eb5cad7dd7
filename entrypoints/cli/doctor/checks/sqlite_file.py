import os
from collections.abc import Sequence
from pathlib import Path

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark


@attrs.frozen
class SqliteFile:
    """Checks that a missing SQLite database can be created, without creating it."""

    path: Path
    about: str = "database"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding."""
        folder = self.path.absolute().parent
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            cure = "Make it, let the service write to it, or name another: CORTEX_DATABASE_URL"
            return [Finding(self.about, Mark.FAILURE, f"There is no folder {folder} to write to.", cure)]
        return [Finding(self.about, Mark.NOTE, f"{self.path} is not there yet: the first start makes it.")]

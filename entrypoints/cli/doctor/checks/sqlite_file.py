import os
from collections.abc import Sequence
from pathlib import Path

import attrs

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

NO_FOLDER = _("There is no folder {folder} to write to.")
MAKE_FOLDER = _("Make it, let the service write to it, or name another: CORTEX_DATABASE_URL")
NOT_YET = _("{path} is not there yet: the first start makes it.")


@attrs.frozen(eq=False, repr=False)
class SqliteFile:
    """Checks that a missing SQLite database can be created, without creating it."""

    path: Path
    about: str = "database"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding."""
        folder = self.path.absolute().parent
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            return [Finding(self.about, Mark.FAILURE, NO_FOLDER.bind({"folder": folder}), MAKE_FOLDER)]
        return [Finding(self.about, Mark.NOTE, NOT_YET.bind({"path": self.path}))]

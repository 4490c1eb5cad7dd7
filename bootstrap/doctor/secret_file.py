import stat
from collections.abc import Sequence
from pathlib import Path

import attrs

from adapters.private_files import is_open_to_others
from bootstrap.secret_key import secret_file
from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.finding import Finding, Mark


@attrs.frozen
class SecretFile:
    """Whether the secret is there, and nobody's but its owner's and at most its group's."""

    settings: Settings
    about: str = "secret"

    async def __call__(self) -> Sequence[Finding]:
        if self.settings.keys.secret:
            return [Finding(self.about, Mark.OK, "It is given by CORTEX_SECRET_KEY.")]
        file = self.settings.storage.database.file
        if file is None:
            return [Finding(self.about, Mark.NOTE, "It is made anew at every start, as nothing is kept.")]
        return [self._kept(secret_file(file))]

    def _kept(self, path: Path) -> Finding:
        if not path.exists():
            return Finding(self.about, Mark.NOTE, f"The first start makes it and keeps it in {path}.")
        mode = stat.S_IMODE(path.stat().st_mode)
        if is_open_to_others(path):
            detail = f"{path} can be read or changed by others than its owner and group ({mode:04o})."
            return Finding(self.about, Mark.FAILURE, detail, f"chmod 600 {path}")
        owners = "its owner's and its group's" if mode & stat.S_IRGRP else "its owner's"
        return Finding(self.about, Mark.OK, f"{path} is {owners} alone. Is there a backup of it?")

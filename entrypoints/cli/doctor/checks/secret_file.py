import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark


@attrs.frozen(kw_only=True)
class SecretFile:
    """Checks that the secret key exists, and is readable by its owner and at most its group. ``path`` is the file of a
    generated one, or ``None`` if it is not stored; ``is_open`` returns true if others can read or change the file, and
    raises ``OSError``."""

    is_given: bool
    path: Path | None
    is_open: Callable[[Path], bool]
    about: str = "secret"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding."""
        if self.is_given:
            return [Finding(self.about, Mark.OK, "It is given by CORTEX_SECRET_KEY.")]
        if self.path is None:
            return [Finding(self.about, Mark.NOTE, "It is made anew at every start, as nothing is kept.")]
        return [self._kept(self.path)]

    def _kept(self, path: Path) -> Finding:
        if not path.exists():
            return Finding(self.about, Mark.NOTE, f"The first start makes it and keeps it in {path}.")
        mode = stat.S_IMODE(path.stat().st_mode)
        if self.is_open(path):
            detail = f"{path} can be read or changed by others than its owner and group ({mode:04o})."
            return Finding(self.about, Mark.FAILURE, detail, f"chmod 600 {path}")
        owners = "its owner's and its group's" if mode & stat.S_IRGRP else "its owner's"
        return Finding(self.about, Mark.OK, f"{path} is {owners} alone. Is there a backup of it?")

import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

GIVEN = _("It is given by CORTEX_SECRET_KEY.")
NOT_KEPT = _("It is made anew at every start, as nothing is kept.")
NOT_YET = _("The first start makes it and keeps it in {path}.")
OPEN = _("{path} can be read or changed by others than its owner and group ({mode}).")
OWNERS = _("{path} is its owner's alone. Is there a backup of it?")
OWNERS_AND_GROUPS = _("{path} is its owner's and its group's alone. Is there a backup of it?")


@attrs.frozen(eq=False, kw_only=True, repr=False)
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
            return [Finding(self.about, Mark.OK, GIVEN)]
        if self.path is None:
            return [Finding(self.about, Mark.NOTE, NOT_KEPT)]
        return [self._kept(self.path)]

    def _kept(self, path: Path) -> Finding:
        if not path.exists():
            return Finding(self.about, Mark.NOTE, NOT_YET.bind({"path": path}))
        mode = stat.S_IMODE(path.stat().st_mode)
        if self.is_open(path):
            detail = OPEN.bind({"path": path, "mode": f"{mode:04o}"})
            return Finding(self.about, Mark.FAILURE, detail, f"chmod 600 {path}")
        owners = OWNERS_AND_GROUPS if mode & stat.S_IRGRP else OWNERS
        return Finding(self.about, Mark.OK, owners.bind({"path": path}))

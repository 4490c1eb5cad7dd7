"""Files that are not for everybody on the machine."""

import logging
import os
import stat
from pathlib import Path

OWNERS = 0o600
OF_OTHERS = 0o007
NEITHER_OWNERS_NOR_READ_BY_GROUP = 0o037
"""What the mode of a secret must not have: Kubernetes mounts secrets for a group to read, 0440 or 0640; nobody else
may, and the group may do no more."""
_logger = logging.getLogger("cortex.files")


def is_open_to_others(path: Path) -> bool:
    """Whether somebody could read or change a secret who must not. Raises ``OSError``."""
    return bool(path.stat().st_mode & NEITHER_OWNERS_NOR_READ_BY_GROUP)


def keep_from_others(path: Path) -> None:
    """Makes an empty file that is its owner's alone, whatever the umask, or takes one that is there from those who are
    neither its owner nor of its group. What cannot be done is left to whoever opens the file."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNERS))
    except FileExistsError:
        _take_from_others(path)
    except OSError:
        return


def _take_from_others(path: Path) -> None:
    found = path.stat().st_mode
    mode = stat.S_IMODE(found)
    if not stat.S_ISREG(found) or not mode & OF_OTHERS:
        return
    try:
        path.chmod(mode & ~OF_OTHERS)
    except OSError as wrong:
        _logger.warning("%s can be read by everybody on this machine (%s): chmod 600 %s", path, wrong.strerror, path)
    else:
        _logger.warning("%s could be read by everybody on this machine, and no longer can", path)

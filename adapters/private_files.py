"""Files that other users of the machine must not read."""

import logging
import os
import stat
from pathlib import Path

OWNER_MODE = 0o600
OTHERS_BITS = 0o007
FORBIDDEN_SECRET_BITS = 0o037
"""Mode bits that a secret must not have. Its group may read it, as Kubernetes mounts secrets with 0440 or 0640, but do
no more."""
_logger = logging.getLogger("cortex.files")


def is_open_to_others(path: Path) -> bool:
    """Returns true if others could read or change a secret. Raises ``OSError``."""
    return bool(path.stat().st_mode & FORBIDDEN_SECRET_BITS)


def keep_from_others(path: Path) -> None:
    """Creates an empty file with mode 0600, whatever the umask, or removes the permissions of others from an existing
    file. An ``OSError`` is left to the code that opens the file."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_MODE))
    except FileExistsError:
        _remove_others(path)
    except OSError:
        return


def _remove_others(path: Path) -> None:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) or not mode & OTHERS_BITS:
        return
    try:
        path.chmod(stat.S_IMODE(mode) & ~OTHERS_BITS)
    except OSError as wrong:
        _logger.warning(
            "file_open_to_others",
            extra={"path": str(path), "reason": wrong.strerror, "hint": f"chmod 600 {path}"},
        )
    else:
        _logger.warning("file_closed_to_others", extra={"path": str(path)})

"""The file of a key ring, shared by all processes."""

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from adapters.key_ring.ring import Ring
from adapters.key_ring.serialization import ring_from_json, ring_to_json
from adapters.private_files import is_open_to_others
from application.ports.key_ring import KeyRingError
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

OPEN = _("The keys in {path} are open to others: chmod 600 {path}")
MISSING = _("There are no keys in {path}, the file of CORTEX_SIGNING_KEYS: cortex keys generate makes one.")
UNREADABLE = _("The keys in {path} cannot be read: {error}.")
DAMAGED = _("The keys in {path} are damaged ({error}): put a backup there.")
UNCHANGEABLE = _("The keys in {path} cannot be changed: {error}.")
Stamp = tuple[int, ...]
"""Inode, size, time of change and mode: differs between versions of a file without reading it."""


@attrs.frozen
class RingFile:
    """A file that is written as a whole and is readable by its owner and, if its mode allows it, its group. Methods
    raise ``KeyRingError``."""

    path: Path

    def stamp(self) -> Stamp | None:
        """Returns the stamp of the current version, or ``None`` without a file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode)

    def read(self) -> Ring:
        """Returns the ring. Raises ``KeyRingError`` if the file is missing, damaged or readable by others."""
        try:
            if is_open_to_others(self.path):
                raise self._error(OPEN)
            return ring_from_json(self.path.read_bytes())
        except FileNotFoundError:
            raise self._error(MISSING) from None
        except OSError as wrong:
            raise self._error(UNREADABLE, wrong.strerror) from None
        except ValueError as wrong:
            raise self._error(DAMAGED, wrong) from None

    @contextmanager
    def edit(self) -> Iterator[Ring]:
        """Locks the file against other writers and yields its ring, or an empty one without a file."""
        try:
            with _lock(self.path.resolve().parent):
                yield self.read() if self.path.exists() else Ring()
        except OSError as wrong:
            raise self._error(UNCHANGEABLE, wrong.strerror) from None

    def write(self, ring: Ring) -> None:
        """Replaces the file as a whole or not at all; its owner, group and mode stay."""
        target = self.path.resolve()
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                _copy_permissions(handle, target)
                file.write(ring_to_json(ring))
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def _error(self, sentence: Message, error: object = "") -> KeyRingError:
        return KeyRingError(sentence.bind({"path": str(self.path), "error": str(error)}))


def _copy_permissions(draft: int, target: Path) -> None:
    """Gives the draft the owner, group and mode of the file, so that the service can read keys that another user has
    changed."""
    if target.exists():
        before, now = target.stat(), os.fstat(draft)
        os.fchmod(draft, stat.S_IMODE(before.st_mode))
        if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
            os.fchown(draft, before.st_uid, before.st_gid)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Makes the new name of the file durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

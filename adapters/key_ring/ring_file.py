"""The file that a ring is kept in, shared by all processes."""

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

Stamp = tuple[int, ...]
"""Tells one version of a file from the next, without reading it."""


@attrs.frozen
class RingFile:
    """Written in one piece, readable by its owner and, where somebody let it in, its group. Raises ``KeyRingError``."""

    path: Path

    def stamp(self) -> Stamp | None:
        """``None`` where there is no file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode)

    def read(self) -> Ring:
        try:
            if is_open_to_others(self.path):
                raise KeyRingError(f"The keys in {self.path} are open to others: chmod 600 {self.path}")
            return ring_from_json(self.path.read_bytes())
        except FileNotFoundError:
            raise KeyRingError(
                f"There are no keys in {self.path}, the file of CORTEX_SIGNING_KEYS: cortex keys generate makes one."
            ) from None
        except OSError as wrong:
            raise KeyRingError(f"The keys in {self.path} cannot be read: {wrong.strerror}.") from None
        except ValueError as wrong:
            raise KeyRingError(f"The keys in {self.path} are damaged ({wrong}): put a backup there.") from None

    @contextmanager
    def editing(self) -> Iterator[Ring]:
        """What is there, while nobody else changes it; an empty ring where there is no file."""
        try:
            with _locked(self.path.resolve().parent):
                yield self.read() if self.path.exists() else Ring()
        except OSError as wrong:
            raise KeyRingError(f"The keys in {self.path} cannot be changed: {wrong.strerror}.") from None

    def write(self, ring: Ring) -> None:
        """A whole file appears at once, under its name, or not at all; for those who could read the one before."""
        target = self.path.resolve()
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                _hand_over(handle, target)
                file.write(ring_to_json(ring))
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        _settle(target.parent)


def _hand_over(draft: int, target: Path) -> None:
    """Whoever changes the keys, the service must go on reading them."""
    if target.exists():
        before, now = target.stat(), os.fstat(draft)
        os.fchmod(draft, stat.S_IMODE(before.st_mode))
        if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
            os.fchown(draft, before.st_uid, before.st_gid)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """The new name outlives a loss of power, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Rings in a file, with a clock that stands until it is moved."""

from datetime import timedelta
from pathlib import Path

from adapters.key_ring.file import FileKeyRing
from adapters.key_ring.ring_file import RingFile
from application.ports.clock import Clock

NOTICE, OVERLAP = timedelta(minutes=5), timedelta(minutes=20)


def a_ring(folder: Path, clock: Clock) -> FileKeyRing:
    return FileKeyRing(file=RingFile(folder / "cortex.keys"), clock=clock, notice=NOTICE, overlap=OVERLAP)

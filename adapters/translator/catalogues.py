"""Reads gettext catalogues from ``.mo`` if it is current, else from ``.po``, which is then compiled."""

import os
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from uuid import uuid4


def read_catalogue(po: Path) -> Callable[[], GNUTranslations]:
    """Reads the catalogue of a ``.po`` file, and returns a function that parses it: a language that nobody asks for is
    not parsed. Raises ``FileNotFoundError`` if there is none."""
    mo = po.with_suffix(".mo")
    with suppress(OSError):  # missing
        if mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            return partial(_parse, mo.read_bytes(), po)
    return partial(GNUTranslations, BytesIO(_compile_beside(po)))


def _parse(kept: bytes, po: Path) -> GNUTranslations:
    with suppress(OSError, ValueError, struct.error):  # damaged
        return GNUTranslations(BytesIO(kept))
    return GNUTranslations(BytesIO(_compile_beside(po)))


def _compile_beside(po: Path) -> bytes:
    written_at = po.stat().st_mtime_ns
    compiled = _compile(po)
    with suppress(OSError):  # the folder may be read-only
        _keep(po.with_suffix(".mo"), compiled, written_at)
    return compiled


def _compile(po: Path) -> bytes:
    # Babel costs more to import than seven compiled catalogues cost to load.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with po.open("rb") as source:
        write_mo(compiled, read_po(source))
    return compiled.getvalue()


def _keep(mo: Path, compiled: bytes, written_at: int) -> None:
    """Writes the file as a whole or not at all, with the time of its source, so that a source edited meanwhile is
    newer."""
    temporary = mo.with_name(f".{uuid4().hex}.mo")
    try:
        temporary.write_bytes(compiled)
        os.utime(temporary, ns=(written_at, written_at))
        temporary.replace(mo)
    finally:
        temporary.unlink(missing_ok=True)

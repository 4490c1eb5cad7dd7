import resource

import pytest

from bootstrap.process.file_limits import RESERVED_FILES, room_for


@pytest.mark.parametrize(
    ("files", "room"),
    [(resource.RLIM_INFINITY, 4096), (65_536, 4096), (1024, 1024 - RESERVED_FILES), (256, 128)],
)
def test_connections_leave_files_for_others(monkeypatch: pytest.MonkeyPatch, files: int, room: int) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (files, files))
    assert room_for(4096) == room

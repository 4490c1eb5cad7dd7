"""What a server says and does about the addresses that it was given."""

import json
from pathlib import Path

from tests.system.process.cortex import CORTEX, started, wait_until


def test_links_that_lead_nowhere_are_told_at_the_start(tmp_path: Path) -> None:
    chosen = {"HOST": "0.0.0.0", "PORT": "0", "PUBLIC_URL": "http://localhost:8080"}  # noqa: S104  # a setting to look at; nothing listens
    with started(tmp_path, CORTEX, "serve", **chosen) as server:
        server.address()
        lines = wait_until(lambda: (tmp_path / "errors.txt").read_text().splitlines())
    told = [json.loads(line) for line in lines if "links in mails" in line]
    assert [line["level"] for line in told] == ["warning"]
    assert "CORTEX_PUBLIC_URL=" in str(told)

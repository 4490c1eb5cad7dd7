"""Flows: the requests that one connection sends one after the other, and the check of each answer."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from tests.benchmarks.load.responses import Response

Check = Callable[[Any], bool]
"""Returns true if a JSON document is the right answer."""
SAMPLE = 64
"""Of so many bodies one is parsed and checked; the status is checked of all."""
_REFRESH_TOKEN = re.compile(rb'"refresh_token": ?"([^"]+)"')


class Flow(Protocol):
    """The work of one connection. The latencies of a flow in the background are not recorded, its faults are."""

    is_background: bool = False

    def request(self) -> bytes:
        """Returns the next request."""

    def fault(self, response: Response) -> str | None:
        """Returns what is wrong with the answer to the last request, or ``None``."""


class Series(Flow):
    """Requests that do not depend on answers."""

    def __init__(self, requests: Iterator[bytes], *, status: int, check: Check, is_background: bool = False) -> None:
        self.is_background = is_background
        self._requests = requests
        self._status = status
        self._check = check
        self._answers = 0

    def request(self) -> bytes:
        return next(self._requests)

    def fault(self, response: Response) -> str | None:
        if response.status != self._status:
            return f"status {response.status}"
        self._answers += 1
        if self._answers % SAMPLE == 1 and not self._is_right(response.body):
            return "wrong body"
        return None

    def _is_right(self, body: bytes) -> bool:
        try:
            return self._check(json.loads(body))
        except (AttributeError, LookupError, TypeError, ValueError):  # it is no JSON, or misses what the check looks at
            return False


class RefreshChain(Flow):
    """Refreshes of one session: each request presents the token that the answer before it gave."""

    def __init__(self, token: str, build: Callable[[str], bytes]) -> None:
        self._token = token
        self._build = build

    def request(self) -> bytes:
        return self._build(self._token)

    def fault(self, response: Response) -> str | None:
        if response.status != 200:
            return f"status {response.status}"
        found = _REFRESH_TOKEN.search(response.body)
        if found is None or (successor := found[1].decode()) == self._token:
            return "no new token"
        self._token = successor
        return None

"""Bare aiohttp on uvloop with one constant answer: ``python -m tests.benchmarks.peers.aiohttp_floor PORT``."""

import sys

import uvloop
from aiohttp import web

from tests.benchmarks.seeding.accounts import email_of

ANSWER = {
    "id": "5f0c7c2e-6a53-4b0e-9c55-0c6c2f6a3a11",
    "email": email_of(1),
    "first_name": "Ada",
    "last_name": "Lovelace 1",
    "language": "en",
    "is_staff": False,
    "is_active": True,
    "created_at": "2024-01-01T00:00:53Z",
}


async def answer(request: web.Request) -> web.Response:
    """Answers with the same document, serialised each time."""
    return web.json_response(ANSWER)


def main() -> None:
    """Serves on loopback until it is told to stop."""
    app = web.Application()
    app.router.add_get("/", answer)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None, loop=uvloop.new_event_loop())


if __name__ == "__main__":
    main()

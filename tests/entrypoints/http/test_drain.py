import asyncio
import socket
import sys
from collections.abc import Iterator

import pytest

from entrypoints.http.server import drain
from entrypoints.http.server.drain import drain_accept_queue
from tests.support.eventually import TIMEOUT_SECONDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a listener can be closed to newcomers on Linux only")
A_MOMENT = 0.1


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


async def test_a_client_that_has_connected_is_awaited_and_can_speak(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()) as principal:
        taking = asyncio.create_task(drain_accept_queue(listener))
        principal.send(b"hello")
        done, _ = await asyncio.wait([taking], timeout=A_MOMENT * 4)
        assert not done
        taken, _ = listener.accept()
        with taken:
            assert taken.recv(5) == b"hello"
        await asyncio.wait_for(taking, TIMEOUT_SECONDS)


class ForbiddingSocket(socket.socket):
    """A listener of a process that may not filter."""

    def setsockopt(self, *_option: object) -> None:
        raise PermissionError(1, "Operation not permitted")


async def test_stopping_takes_no_longer_than_it_may_where_new_clients_cannot_be_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drain, "MAX_SECONDS", A_MOMENT)
    with ForbiddingSocket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            await asyncio.wait_for(drain_accept_queue(listener), TIMEOUT_SECONDS)


async def test_a_client_that_comes_later_is_not_accepted(listener: socket.socket) -> None:
    await drain_accept_queue(listener)
    with pytest.raises(TimeoutError):
        socket.create_connection(listener.getsockname(), timeout=A_MOMENT)
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):
        listener.accept()

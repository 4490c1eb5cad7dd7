"""A server that is told to stop answers whoever has come."""

import asyncio
import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.support.busyness import allowed
from tests.support.eventually import eventually
from tests.system.process.cortex import CORTEX, ENOUGH, Process, serving, started
from tests.system.process.load import READING, RequestLoad, hang_up, posting

WRONG = {"email": "ada@example.org", "password": "nine stone bridges"}
LOGIN = posting("/auth/login", WRONG)
SLOW = (LOGIN[:-20], LOGIN[-20:])
HEAD, _, BODY = LOGIN.partition(b"\r\n\r\n")
EXPECTING = HEAD + b"\r\nExpect: 100-continue\r\n\r\n"
ROUNDS = 5
STOPS_WITHIN = 30.0


async def come(load: RequestLoad) -> None:
    """Those who read on a connection that stays, those who come anew each time, and those whose bodies are slow."""
    closing = READING.replace(b"Host: x", b"Host: x\r\nConnection: close")
    ways = [(READING,), (READING,), (closing,), (closing,), (closing,), (LOGIN,), (LOGIN,), SLOW, SLOW]
    await asyncio.gather(*(load.send(*way) for way in ways))


async def stop_in_the_middle(load: RequestLoad, process: Process) -> None:
    background_load = asyncio.create_task(come(load))

    async def is_busy() -> bool:
        return load.answered[200] > 50 and load.answered[401] > 5

    await eventually(is_busy, within=ENOUGH)
    process.terminate()
    await background_load


async def stop_one(folder: Path, workers: int, starter: Sequence[str | Path] = ()) -> RequestLoad:
    command = (*starter, CORTEX, "serve", "--workers", str(workers))
    with started(folder, *command, PORT="0") as running:
        origin, process = running.address(), running.process
        load = RequestLoad(origin)
        await stop_in_the_middle(load, process)
        begun = monotonic()
        assert await asyncio.to_thread(process.wait, ENOUGH) == 0
    assert monotonic() - begun < allowed(STOPS_WITHIN)
    assert "Traceback" not in (folder / "errors.txt").read_text()
    return load


@pytest.mark.parametrize("workers", [1, 2])
async def test_no_request_is_lost_when_a_server_is_told_to_stop(
    tmp_path_factory: pytest.TempPathFactory, workers: int
) -> None:
    for _round in range(ROUNDS):
        load = await stop_one(tmp_path_factory.mktemp("server"), workers)
        assert (load.lost, set(load.answered)) == (0, {200, 401})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="there is no setpriv to give up rights with")
@pytest.mark.parametrize("workers", [1, 2])
async def test_a_server_without_any_rights_stops_as_well(tmp_path: Path, workers: int) -> None:
    """Some kernels and sandboxes let only the privileged filter what comes to a socket."""
    load = await stop_one(tmp_path, workers, (str(shutil.which("setpriv")), "--bounding-set=-all", "--inh-caps=-all"))
    assert set(load.answered) == {200, 401}


async def is_refused(origin: str) -> bool:
    """Not merely unanswered: whoever is refused goes elsewhere at once."""
    there = urlsplit(origin)
    try:
        async with asyncio.timeout(3):
            _reader, writer = await asyncio.open_connection(there.hostname, there.port)
    except ConnectionRefusedError:
        return True
    except TimeoutError:
        return False
    await hang_up(writer)
    return False


async def ready(http: ClientSession, origin: str) -> tuple[int, str | None]:
    async with http.get(f"{origin}/health/ready") as answer:
        return answer.status, answer.headers.get("Connection")


@pytest.mark.parametrize("workers", [1, 2])
async def test_readiness_falls_then_nobody_else_comes_in_and_the_last_body_is_awaited(
    tmp_path: Path, workers: int
) -> None:
    with serving(tmp_path, arguments=("--workers", str(workers)), SHUTDOWN_DELAY="1s") as (origin, process):
        there = urlsplit(origin)
        reader, writer = await asyncio.open_connection(there.hostname, there.port)
        writer.write(EXPECTING)
        await asyncio.wait_for(reader.readuntil(b"100 Continue\r\n\r\n"), ENOUGH)
        async with ClientSession() as http:

            async def is_ready() -> bool:
                return await ready(http, origin) == (200, None)

            async def has_fallen() -> bool:
                return await ready(http, origin) == (503, "close")

            await eventually(is_ready)
            process.terminate()
            await eventually(has_fallen)
            async with http.get(f"{origin}/health/live") as still_let_in:
                assert (still_let_in.status, still_let_in.headers["Connection"]) == (200, "close")
        await eventually(lambda: is_refused(origin))
        assert process.poll() is None
        writer.write(BODY)
        answer = await asyncio.wait_for(reader.read(), ENOUGH)
        await hang_up(writer)
        assert (answer.split()[1], b"\r\nConnection: close\r\n" in answer) == (b"401", True)
        assert await asyncio.to_thread(process.wait, ENOUGH) == 0


async def test_a_server_that_is_told_to_stop_again_ends_at_once(tmp_path: Path) -> None:
    with serving(tmp_path, SHUTDOWN_DELAY="5m") as (origin, process):
        process.send_signal(signal.SIGINT)

        async def has_ended() -> bool:
            process.send_signal(signal.SIGINT)
            return process.poll() is not None

        await eventually(has_ended)
    assert process.returncode == -signal.SIGINT
    async with ClientSession() as http:
        with pytest.raises(ClientConnectionError):
            await ready(http, origin)

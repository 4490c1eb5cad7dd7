"""A server or a worker as a process of its own, which may be killed and started again at the same address."""

import asyncio
import signal
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import attrs

from tests.faults.deployment.anew import started_anew
from tests.support.servers.ports import free_port
from tests.system.process.cortex import CORTEX, ENOUGH, Running, started

AT_WORK = "does up to \\d+ jobs at once"
LISTENS = r"listens on (http://\S+:\d+)\n"


@attrs.define(eq=False)
class Member:
    """``command`` are the words after ``cortex``. What it prints goes to ``<name>.txt`` and ``<name>-log.txt``. With
    ``wrapper``, the words of another program before, it does not begin as a copy of what is imported already."""

    folder: Path
    name: str
    command: tuple[str, ...]
    settings: dict[str, str]
    wrapper: tuple[str, ...] = ()
    program: Path = CORTEX
    ready: str = LISTENS
    """What it prints when it is ready."""
    port: int = attrs.field(factory=free_port)
    running: Running | None = None
    _stack: ExitStack = attrs.field(factory=ExitStack)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.running is not None
        return self.running.process.pid

    async def start(self) -> float:
        """Seconds until it listens, or is ready for jobs."""
        began = monotonic()
        await asyncio.to_thread(self._start)
        return monotonic() - began

    def begin(self) -> None:
        """Starts without waiting for anything."""
        names = {"name": self.name, "errors": f"{self.name}-log"}
        settings = self.settings | {"PORT": str(self.port)}
        begin = started_anew if self.wrapper else started
        self.running = self._stack.enter_context(
            begin(self.folder, *self.wrapper, self.program, *self.command, **names, **settings)
        )

    def wait(self) -> None:
        """Waits until it listens, or is ready for jobs."""
        assert self.running is not None
        self.running.said(self.ready)

    def _start(self) -> None:
        self.begin()
        self.wait()

    async def kill(self) -> None:
        """Ends it without a farewell."""
        assert self.running is not None
        self.running.process.kill()
        await asyncio.to_thread(self.running.process.wait, ENOUGH)

    def tell_to_stop(self) -> None:
        """Sends SIGTERM."""
        assert self.running is not None
        self.running.process.send_signal(signal.SIGTERM)

    async def stop(self) -> int:
        """Tells it to stop; its exit code."""
        self.tell_to_stop()
        assert self.running is not None
        return await asyncio.to_thread(self.running.process.wait, ENOUGH)

    async def close(self) -> None:
        """Ends whatever runs."""
        if self.running is not None and self.running.process.poll() is None:
            await self.stop()
        await asyncio.to_thread(self._stack.close)

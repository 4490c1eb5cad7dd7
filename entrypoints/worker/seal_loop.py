import asyncio
import logging

import attrs

from application.audit.seal_entries import SealEntries
from application.ports.server_refusal import words_of
from domain.audit.seal import MAX_BATCH
from domain.shared_kernel.errors import BaseAppException
from entrypoints.worker.background_loop import EndlessLoop

INTERVAL_SECONDS = 1.0
"""Seconds for which an entry waits at most for its seal, while fewer than a batch are written."""
_logger = logging.getLogger("cortex.audit")


@attrs.frozen(eq=False, repr=False)
class SealLoop(EndlessLoop):
    """Seals the entries of the audit."""

    seal_entries: SealEntries
    interval_seconds: float = INTERVAL_SECONDS

    async def run(self) -> None:
        """Seals; a full batch is followed by the next at once."""
        while True:
            if await self._seal_once() < MAX_BATCH:
                await asyncio.sleep(self.interval_seconds)

    async def _seal_once(self) -> int:
        """Returns how many entries were sealed; none after a failure. Raises nothing, so that the loop goes on."""
        try:
            return await self.seal_entries()
        except BaseAppException as error:
            _logger.warning(
                "sealing_paused", extra={"reason": words_of(error), "retry_in_seconds": self.interval_seconds}
            )
        except Exception:
            _logger.exception("sealing_paused", extra={"retry_in_seconds": self.interval_seconds})
        return 0

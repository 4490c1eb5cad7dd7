from collections.abc import Awaitable, Callable, Sequence

import attrs

from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import Sentence
from entrypoints.cli.doctor.finding import Finding, Mark


@attrs.frozen(eq=False, repr=False)
class PoolerCheck:
    """Says which pooler stands in front of the database. ``describe`` returns a sentence about it, ``None`` if there is
    none. A database that cannot be reached is left to another check."""

    describe: Callable[[], Awaitable[Sentence | None]]
    about: str = "pooler"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding; none without a pooler."""
        try:
            sentence = await self.describe()
        except ServiceUnavailableException:
            return []
        return [] if sentence is None else [Finding(self.about, Mark.OK, sentence)]

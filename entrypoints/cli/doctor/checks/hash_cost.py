from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import attrs

from domain.shared_kernel.messages import Message, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

MIN_MEMORY_KIB, MIN_PASSES = 19_456, 2
"""The minimum of OWASP for Argon2id with one lane."""
MEMORY_SIZES_KIB = (65_536, 47_104, 32_768, MIN_MEMORY_KIB)
MIN_SECONDS, TARGET_SECONDS, MAX_SECONDS = 0.050, 0.075, 0.100
"""Seconds that a hash should take: expensive for an attacker, unnoticeable at a login."""

COST = lazy_ngettext("{memory} MiB and {passes} pass", "{memory} MiB and {passes} passes", "passes")
UNSAFE = _("{cost} take {milliseconds} ms on this machine, less than what is thought safe today.")
RIGHT = _("{cost} take {milliseconds} ms on this machine: as it should be.")
BEST = _("{cost} take {milliseconds} ms on this machine: nothing else would be both safe and better.")
COULD_BE_BETTER = _("{cost} take {milliseconds} ms on this machine; 50 to 100 ms are better.")
PROPOSAL = _("{cost} take {milliseconds} ms; whoever signs in next is hashed anew:\n{settings}")


@attrs.frozen(eq=False, repr=False)
class HashCost:
    """Checks what a password hash costs on this machine, and proposes better parameters. ``measure`` takes KiB and
    passes and returns seconds."""

    memory: int
    passes: int
    measure: Callable[[int, int], float]
    about: str = "password hash"

    async def __call__(self) -> Sequence[Finding]:
        """Measures, which takes some seconds, and returns one finding."""
        seconds = self.measure(self.memory, self.passes)
        if self.memory * self.passes < MIN_MEMORY_KIB * MIN_PASSES:
            return [self._finding(Mark.WARNING, UNSAFE, seconds, _proposal(*self._affordable()))]
        if MIN_SECONDS <= seconds <= MAX_SECONDS:
            return [self._finding(Mark.OK, RIGHT, seconds)]
        memory, passes, better = self._affordable()
        if (memory, passes) == (self.memory, self.passes):
            return [self._finding(Mark.OK, BEST, seconds)]
        return [self._finding(Mark.NOTE, COULD_BE_BETTER, seconds, _proposal(memory, passes, better))]

    def _finding(self, mark: Mark, detail: Message, seconds: float, cure: Message | None = None) -> Finding:
        return Finding(self.about, mark, detail.bind(_facts(self.memory, self.passes, seconds)), cure)

    def _affordable(self) -> tuple[int, int, float]:
        """Returns memory in KiB, passes and seconds: as much memory as two passes can afford, then as many passes,
        never less than the minimum."""
        for memory in MEMORY_SIZES_KIB:
            seconds = self.measure(memory, MIN_PASSES)
            if seconds <= MAX_SECONDS:
                break
        passes = max(MIN_PASSES, int(TARGET_SECONDS / seconds * MIN_PASSES))
        return memory, passes, seconds * passes / MIN_PASSES


def _facts(memory: int, passes: int, seconds: float) -> Mapping[str, object]:
    cost = COST.bind({"memory": Decimal(f"{memory / 1024:.3g}"), "passes": passes})
    return {"cost": cost, "milliseconds": round(seconds * 1000)}


def _proposal(memory: int, passes: int, seconds: float) -> Message:
    lines = f"CORTEX_PASSWORD_HASH_MEMORY={memory}\nCORTEX_PASSWORD_HASH_PASSES={passes}"
    return PROPOSAL.bind({**_facts(memory, passes, seconds), "settings": lines})

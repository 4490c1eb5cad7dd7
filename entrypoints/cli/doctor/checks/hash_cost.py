from collections.abc import Callable, Sequence

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

MIN_MEMORY_KIB, MIN_PASSES = 19_456, 2
"""The minimum of OWASP for Argon2id with one lane."""
MEMORY_SIZES_KIB = (65_536, 47_104, 32_768, MIN_MEMORY_KIB)
MIN_SECONDS, TARGET_SECONDS, MAX_SECONDS = 0.050, 0.075, 0.100
"""Seconds that a hash should take: expensive for an attacker, unnoticeable at a login."""


@attrs.frozen
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
        detail = f"{_cost(self.memory, self.passes)} take {seconds * 1000:.0f} ms on this machine"
        if self.memory * self.passes < MIN_MEMORY_KIB * MIN_PASSES:
            detail += ", less than what is thought safe today"
            return [Finding(self.about, Mark.WARNING, f"{detail}.", _proposal(*self._affordable()))]
        if MIN_SECONDS <= seconds <= MAX_SECONDS:
            return [Finding(self.about, Mark.OK, f"{detail}: as it should be.")]
        memory, passes, better = self._affordable()
        if (memory, passes) == (self.memory, self.passes):
            return [Finding(self.about, Mark.OK, f"{detail}: nothing else would be both safe and better.")]
        return [
            Finding(self.about, Mark.NOTE, f"{detail}; 50 to 100 ms are better.", _proposal(memory, passes, better))
        ]

    def _affordable(self) -> tuple[int, int, float]:
        """Returns memory in KiB, passes and seconds: as much memory as two passes can afford, then as many passes,
        never less than the minimum."""
        for memory in MEMORY_SIZES_KIB:
            seconds = self.measure(memory, MIN_PASSES)
            if seconds <= MAX_SECONDS:
                break
        passes = max(MIN_PASSES, int(TARGET_SECONDS / seconds * MIN_PASSES))
        return memory, passes, seconds * passes / MIN_PASSES


def _cost(memory: int, passes: int) -> str:
    return f"{memory / 1024:.3g} MiB and {passes} {'pass' if passes == 1 else 'passes'}"


def _proposal(memory: int, passes: int, seconds: float) -> str:
    lines = f"CORTEX_PASSWORD_HASH_MEMORY={memory}\nCORTEX_PASSWORD_HASH_PASSES={passes}"
    return f"{_cost(memory, passes)} take {seconds * 1000:.0f} ms; whoever signs in next is hashed anew:\n{lines}"

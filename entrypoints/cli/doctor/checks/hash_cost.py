from collections.abc import Callable, Sequence

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

LEAST_MEMORY, LEAST_PASSES = 19_456, 2
"""OWASP's least for Argon2id with one lane, in KiB."""
MEMORIES = (65_536, 47_104, 32_768, LEAST_MEMORY)
FASTEST, AIM, SLOWEST = 0.050, 0.075, 0.100
"""Seconds that a login may take for its hash: dear to whoever guesses, unnoticed by whoever signs in."""


@attrs.frozen
class HashCost:
    """Checks what a hash costs on this machine, and proposes what would be better. ``measure`` takes KiB and passes and
    returns seconds."""

    memory: int
    passes: int
    measure: Callable[[int, int], float]
    about: str = "password hash"

    async def __call__(self) -> Sequence[Finding]:
        seconds = self.measure(self.memory, self.passes)
        detail = f"{_cost(self.memory, self.passes)} take {seconds * 1000:.0f} ms on this machine"
        if self.memory * self.passes < LEAST_MEMORY * LEAST_PASSES:
            detail += ", less than what is thought safe today"
            return [Finding(self.about, Mark.WARNING, f"{detail}.", _proposal(*self._affordable()))]
        if FASTEST <= seconds <= SLOWEST:
            return [Finding(self.about, Mark.OK, f"{detail}: as it should be.")]
        memory, passes, better = self._affordable()
        if (memory, passes) == (self.memory, self.passes):
            return [Finding(self.about, Mark.OK, f"{detail}: nothing else would be both safe and better.")]
        return [
            Finding(self.about, Mark.NOTE, f"{detail}; 50 to 100 ms are better.", _proposal(memory, passes, better))
        ]

    def _affordable(self) -> tuple[int, int, float]:
        """As much memory as goes with two passes, and then as many passes as go, never less than is safe; and what
        that takes."""
        for memory in MEMORIES:
            seconds = self.measure(memory, LEAST_PASSES)
            if seconds <= SLOWEST:
                break
        passes = max(LEAST_PASSES, int(AIM / seconds * LEAST_PASSES))
        return memory, passes, seconds * passes / LEAST_PASSES


def _cost(memory: int, passes: int) -> str:
    return f"{memory / 1024:.3g} MiB and {passes} {'pass' if passes == 1 else 'passes'}"


def _proposal(memory: int, passes: int, seconds: float) -> str:
    lines = f"CORTEX_PASSWORD_HASH_MEMORY={memory}\nCORTEX_PASSWORD_HASH_PASSES={passes}"
    return f"{_cost(memory, passes)} take {seconds * 1000:.0f} ms; whoever signs in next is hashed anew:\n{lines}"

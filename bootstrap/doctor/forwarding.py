from collections.abc import Iterator, Sequence

import attrs

from bootstrap.settings.hosts import is_loopback
from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.finding import Finding, Mark

OFF = "Nothing is limited: whoever guesses passwords may do so as fast as passwords are hashed."
APART = "Each process counts for itself: several grant several times the limits."
SHARED = "Where there are several: CORTEX_RATE_LIMIT_URL=redis://127.0.0.1:6379/0"
UNNAMED = "Behind a proxy that is not named everybody seems to be at its address, and shares its limits."
NAME_IT = "Let it send X-Forwarded-For, and name it: CORTEX_TRUSTED_PROXIES=127.0.0.1"
EVERYBODY = "Every address is trusted to say whom it forwards, so everybody may pretend to be anybody."
NAME_FEW = "Name the proxies alone: CORTEX_TRUSTED_PROXIES=10.0.0.7"


@attrs.frozen
class Forwarding:
    """Whether people can be told apart, and are limited, on the way that they come."""

    settings: Settings
    about: str = "limits"

    async def __call__(self) -> Sequence[Finding]:
        findings = list(self._findings())
        return findings or [Finding(self.about, Mark.OK, "People are told apart by their addresses, and limited.")]

    def _findings(self) -> Iterator[Finding]:
        settings = self.settings
        if any(network.prefixlen == 0 for network in settings.limits.trusted_proxies):
            yield Finding(self.about, Mark.WARNING, EVERYBODY, NAME_FEW)
        if settings.web.is_local:
            return
        if not settings.limits.trusted_proxies:
            mark = Mark.WARNING if is_loopback(settings.web.host) else Mark.NOTE
            yield Finding(self.about, mark, UNNAMED, NAME_IT)
        if settings.limits.limiter == "off":
            yield Finding(self.about, Mark.WARNING, OFF, "CORTEX_RATE_LIMITS=on")
        elif settings.limits.limiter == "memory":
            yield Finding(self.about, Mark.NOTE, APART, SHARED)

from collections.abc import Iterator, Sequence

import attrs

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

LIMITS_OFF = _("Nothing is limited: whoever guesses passwords may do so as fast as passwords are hashed.")
COUNTED_PER_PROCESS = _("Each process counts for itself: several grant several times the limits.")
COUNT_IN_REDIS = _("Where there are several: CORTEX_RATE_LIMIT_URL=redis://127.0.0.1:6379/0")
UNKNOWN_PROXY = _("Behind a proxy that is not named everybody seems to be at its address, and shares its limits.")
NAME_PROXY = _("Let it send X-Forwarded-For, and name it: CORTEX_TRUSTED_PROXIES=127.0.0.1")
ANY_PROXY_TRUSTED = _("Every address is trusted to say whom it forwards, so everybody may pretend to be anybody.")
LIMITED = _("People are told apart by their addresses, and limited.")
NAME_FEW_PROXIES = _("Name the proxies alone: CORTEX_TRUSTED_PROXIES=10.0.0.7")


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Proxies:
    """Checks that clients are distinguished by address, and limited. ``limiter`` is ``off``, ``memory`` or the scheme
    of a server; ``listens_on_loopback`` is true if only this machine, as a proxy on it, can connect."""

    is_local: bool
    listens_on_loopback: bool
    names_proxies: bool
    trusts_any_address: bool
    limiter: str
    about: str = "limits"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding for each weakness, or one that there is none."""
        return list(self._findings()) or [Finding(self.about, Mark.OK, LIMITED)]

    def _findings(self) -> Iterator[Finding]:
        if self.trusts_any_address:
            yield Finding(self.about, Mark.WARNING, ANY_PROXY_TRUSTED, NAME_FEW_PROXIES)
        if self.is_local:
            return
        if not self.names_proxies:
            mark = Mark.WARNING if self.listens_on_loopback else Mark.NOTE
            yield Finding(self.about, mark, UNKNOWN_PROXY, NAME_PROXY)
        if self.limiter == "off":
            yield Finding(self.about, Mark.WARNING, LIMITS_OFF, "CORTEX_RATE_LIMITS=on")
        elif self.limiter == "memory":
            yield Finding(self.about, Mark.NOTE, COUNTED_PER_PROCESS, COUNT_IN_REDIS)

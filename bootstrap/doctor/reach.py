from collections.abc import Iterator, Sequence

import attrs

from bootstrap.dead_links import dead_links
from bootstrap.settings.hosts import is_loopback
from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.finding import Finding, Mark

PROXY = "Put a proxy that speaks TLS in front, and name its address: CORTEX_PUBLIC_URL=https://accounts.example.org"


@attrs.frozen
class Reach:
    """Whether where the service listens goes together with where people reach it."""

    settings: Settings
    about: str = "addresses"

    async def __call__(self) -> Sequence[Finding]:
        return list(self._findings()) or [self._found(Mark.OK, f"People reach it at {self.settings.web.public.text}.")]

    def _findings(self) -> Iterator[Finding]:
        settings, origin = self.settings, self.settings.web.public.text
        nowhere = list(dead_links(settings))
        for sentence in nowhere:
            yield self._found(Mark.WARNING, f"{sentence}.", PROXY)
        if nowhere:
            pass
        elif not settings.web.is_local and settings.web.public.scheme == "http":
            yield self._found(Mark.WARNING, f"Passwords and cookies travel in plain text to {origin}.", PROXY)
        elif not settings.web.is_local and is_loopback(settings.web.host):
            expected = f"A proxy on this machine must hand {origin} to {settings.web.listens_on}."
            yield self._found(Mark.NOTE, expected)
        elif not settings.web.is_local:
            cure = "Let a firewall keep everybody but the proxy away from there."
            yield self._found(Mark.NOTE, f"It listens on {settings.web.listens_on}, for a proxy.", cure)
        if (bind := settings.operations.bind) and not is_loopback(bind.host):
            detail = f"The operations listener, {bind}, asks nobody who they are."
            yield self._found(Mark.NOTE, detail, "Keep it behind a firewall, or CORTEX_OPS_BIND=127.0.0.1:8081")

    def _found(self, mark: Mark, detail: str, cure: str | None = None) -> Finding:
        return Finding(self.about, mark, detail, cure)

from collections.abc import Iterator, Sequence

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

PROXY = "Put a proxy that speaks TLS in front, and name its address: CORTEX_PUBLIC_URL=https://accounts.example.org"


@attrs.frozen(kw_only=True)
class PublicUrl:
    """Checks that the listening address fits the public address ``origin``. ``dead_links`` are sentences, each a reason
    why links in mails cannot be followed; ``exposed_operations`` is the address of the operators' listener if other
    machines can reach it."""

    origin: str
    is_local: bool
    is_plain_text: bool
    listens_on: str
    listens_on_loopback: bool
    dead_links: Sequence[str]
    exposed_operations: str | None
    about: str = "addresses"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding for each weakness, or one that there is none."""
        return list(self._findings()) or [self._found(Mark.OK, f"People reach it at {self.origin}.")]

    def _findings(self) -> Iterator[Finding]:
        for sentence in self.dead_links:
            yield self._found(Mark.WARNING, f"{sentence}.", PROXY)
        if not self.dead_links and not self.is_local:
            yield self._way()
        if self.exposed_operations:
            detail = f"The operations listener, {self.exposed_operations}, asks nobody who they are."
            yield self._found(Mark.NOTE, detail, "Keep it behind a firewall, or CORTEX_OPS_BIND=127.0.0.1:8081")

    def _way(self) -> Finding:
        if self.is_plain_text:
            return self._found(Mark.WARNING, f"Passwords and cookies travel in plain text to {self.origin}.", PROXY)
        if self.listens_on_loopback:
            return self._found(Mark.NOTE, f"A proxy on this machine must hand {self.origin} to {self.listens_on}.")
        cure = "Let a firewall keep everybody but the proxy away from there."
        return self._found(Mark.NOTE, f"It listens on {self.listens_on}, for a proxy.", cure)

    def _found(self, mark: Mark, detail: str, cure: str | None = None) -> Finding:
        return Finding(self.about, mark, detail, cure)

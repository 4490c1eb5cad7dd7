from collections.abc import Iterator, Sequence

import attrs

from domain.shared_kernel.messages import Message, Sentence
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

PROXY = _("Put a proxy that speaks TLS in front, and name its address: CORTEX_PUBLIC_URL=https://accounts.example.org")
REACHED = _("People reach it at {origin}.")
OPEN_OPERATIONS = _("The operations listener, {address}, asks nobody who they are.")
CLOSE_OPERATIONS = _("Keep it behind a firewall, or CORTEX_OPS_BIND=127.0.0.1:8081")
PLAIN_TEXT = _("Passwords and cookies travel in plain text to {origin}.")
LOCAL_PROXY = _("A proxy on this machine must hand {origin} to {address}.")
FOR_A_PROXY = _("It listens on {address}, for a proxy.")
FIREWALL = _("Let a firewall keep everybody but the proxy away from there.")


@attrs.frozen(eq=False, kw_only=True, repr=False)
class PublicUrl:
    """Checks that the listening address fits the public address ``origin``. ``dead_links`` are sentences, each a reason
    why links in mails cannot be followed; ``exposed_operations`` is the address of the operators' listener if other
    machines can reach it."""

    origin: str
    is_local: bool
    is_plain_text: bool
    listens_on: str
    listens_on_loopback: bool
    dead_links: Sequence[Message]
    exposed_operations: str | None
    about: str = "addresses"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding for each weakness, or one that there is none."""
        return list(self._findings()) or [self._found(Mark.OK, REACHED.bind({"origin": self.origin}))]

    def _findings(self) -> Iterator[Finding]:
        for sentence in self.dead_links:
            yield self._found(Mark.WARNING, sentence, PROXY)
        if not self.dead_links and not self.is_local:
            yield self._way()
        if self.exposed_operations:
            detail = OPEN_OPERATIONS.bind({"address": self.exposed_operations})
            yield self._found(Mark.NOTE, detail, CLOSE_OPERATIONS)

    def _way(self) -> Finding:
        facts = {"origin": self.origin, "address": self.listens_on}
        if self.is_plain_text:
            return self._found(Mark.WARNING, PLAIN_TEXT.bind(facts), PROXY)
        if self.listens_on_loopback:
            return self._found(Mark.NOTE, LOCAL_PROXY.bind(facts))
        return self._found(Mark.NOTE, FOR_A_PROXY.bind(facts), FIREWALL)

    def _found(self, mark: Mark, detail: Sentence, cure: Sentence | None = None) -> Finding:
        return Finding(self.about, mark, detail, cure)

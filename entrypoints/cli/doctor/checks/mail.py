from collections.abc import Awaitable, Callable, Mapping, Sequence

import attrs

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

LOCAL: Mapping[str, Message] = {
    "console": _("Mails are printed where the service runs, and reach nobody."),
    "memory": _("Mails are kept in memory, and reach nobody."),
}
CURE = _("For people: CORTEX_MAIL_URL=smtp://USER:PASSWORD@HOST:PORT")
UNTRIED = _("The mailer of {scheme}:// cannot be tried without a mail.")
TAKES = _("The mail server takes mails from {sender}.")
REFUSES = _("The mail server takes no mail from {sender} to the same: {reason}.")


@attrs.frozen
class MailRefusal:
    """The reason for which a mail server refuses a mail, and the setting that mends it, or ``""``."""

    reason: str
    cure: str


@attrs.frozen(eq=False, repr=False)
class MailCheck:
    """Checks that mails can be delivered. ``rehearse`` does everything with a mail server but sending a mail from
    ``sender`` to the same address, and returns its refusal, if there is one; ``None`` if the mailer cannot."""

    scheme: str
    rehearse: Callable[[], Awaitable[MailRefusal | None]] | None
    sender: str
    is_local: bool
    about: str = "mail"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding. Raises what the mail server raises; ``Examination`` makes that a failure."""
        if self.scheme in LOCAL:
            mark = Mark.NOTE if self.is_local else Mark.WARNING
            return [Finding(self.about, mark, LOCAL[self.scheme], CURE)]
        if self.rehearse is None:
            return [Finding(self.about, Mark.NOTE, UNTRIED.bind({"scheme": self.scheme}))]
        refusal = await self.rehearse()
        if refusal is None:
            return [Finding(self.about, Mark.OK, TAKES.bind({"sender": self.sender}))]
        detail = REFUSES.bind({"sender": self.sender, "reason": refusal.reason})
        return [Finding(self.about, Mark.FAILURE, detail, refusal.cure or CURE)]

from collections.abc import Awaitable, Callable, Mapping, Sequence

import attrs

from adapters.mailer.mail_errors import MailRefused, MailServerUnavailable
from entrypoints.cli.doctor.finding import Finding, Mark

LOCAL: Mapping[str, str] = {
    "console": "Mails are printed where the service runs, and reach nobody.",
    "memory": "Mails are kept in memory, and reach nobody.",
}
CURE = "For people: CORTEX_MAIL_URL=smtp://USER:PASSWORD@HOST:PORT"


@attrs.frozen
class Mail:
    """Whether mails reach people. With a mail server everything is done but sending one; ``sender`` is whom it would be
    from and to."""

    scheme: str
    rehearse: Callable[[], Awaitable[None]]
    sender: str
    is_local: bool
    about: str = "mail"

    async def __call__(self) -> Sequence[Finding]:
        if self.scheme in LOCAL:
            mark = Mark.NOTE if self.is_local else Mark.WARNING
            return [Finding(self.about, mark, LOCAL[self.scheme], CURE)]
        try:
            await self.rehearse()
        except (MailServerUnavailable, MailRefused) as refusal:
            detail = f"The mail server takes no mail from {self.sender} to the same: {refusal.reason}."
            return [Finding(self.about, Mark.FAILURE, detail, refusal.cure or CURE)]
        return [Finding(self.about, Mark.OK, f"The mail server takes mails from {self.sender}.")]

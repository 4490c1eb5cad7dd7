from collections.abc import Awaitable, Callable, Mapping, Sequence

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

LOCAL: Mapping[str, str] = {
    "console": "Mails are printed where the service runs, and reach nobody.",
    "memory": "Mails are kept in memory, and reach nobody.",
}
CURE = "For people: CORTEX_MAIL_URL=smtp://USER:PASSWORD@HOST:PORT"


@attrs.frozen
class Mail:
    """Whether mails reach people: a server is greeted, and sent nothing."""

    scheme: str
    greet: Callable[[], Awaitable[None]]
    is_local: bool
    about: str = "mail"

    async def __call__(self) -> Sequence[Finding]:
        if self.scheme in LOCAL:
            mark = Mark.NOTE if self.is_local else Mark.WARNING
            return [Finding(self.about, mark, LOCAL[self.scheme], CURE)]
        await self.greet()
        return [Finding(self.about, Mark.OK, "The mail server lets us in.")]

"""The page behind a link in a mail, as data."""

from collections.abc import Awaitable, Callable, Sequence

import attrs

from application.ports.mail_kind import MailKind
from domain.shared_kernel.messages import Message


@attrs.frozen(kw_only=True)
class LinkPage:
    """The texts of a page: before the act, on its button, after it, if it was done already, and how to get a new
    link."""

    title: Message
    lead: Message
    act: Message
    done_title: Message
    done: Message
    already_title: Message
    already: Message
    again: Message
    asks_password: bool = False


@attrs.frozen
class LinkAct:
    """The end of a link in a mail: its page, and the act that its form performs. ``perform`` takes the secret part of
    the link and the password of the form, which is empty where none is asked for, and returns values of
    ``Set-Cookie``. It raises ``LinkSpent`` and, for a password that is refused, ``ValidationException``."""

    mail: MailKind
    page: LinkPage
    perform: Callable[[str, str], Awaitable[Sequence[str]]]

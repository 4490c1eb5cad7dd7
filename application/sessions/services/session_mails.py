"""The mails about sessions."""

from collections.abc import Sequence

from application.ports.mail_kind import MailKind
from domain.shared_kernel.messages import lazy_gettext as _

SESSION_REUSED = MailKind("session_reused", _("A session was ended for your safety"))
SURPLUS_SESSIONS_ENDED = MailKind("surplus_sessions_ended", _("You were signed out on a device"))

ALL: Sequence[MailKind] = (SESSION_REUSED, SURPLUS_SESSIONS_ENDED)

"""The mails about second factors and new devices."""

from collections.abc import Sequence

from application.ports.mail_kind import MailKind
from domain.shared_kernel.messages import lazy_gettext as _

FACTOR_ADDED = MailKind("factor_added", _("A second factor was added to your account"))
FACTOR_REMOVED = MailKind("factor_removed", _("A second factor was removed from your account"))
RECOVERY_CODES_RENEWED = MailKind("recovery_codes_renewed", _("You have new recovery codes"))
RECOVERY_CODE_USED = MailKind("recovery_code_used", _("A recovery code was used"))
MFA_RESET = MailKind("mfa_reset", _("The second factors of your account were removed"))
NEW_SIGN_IN = MailKind("new_sign_in", _("A new sign-in to your account"))

ALL: Sequence[MailKind] = (
    FACTOR_ADDED,
    FACTOR_REMOVED,
    RECOVERY_CODES_RENEWED,
    RECOVERY_CODE_USED,
    MFA_RESET,
    NEW_SIGN_IN,
)

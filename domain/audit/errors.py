"""Errors of the audit.

ConflictException
└── SealTaken
"""

import attrs

from domain.shared_kernel.errors import ConflictException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class SealTaken(ConflictException):
    """Another sealer has made the seal of this number."""

    code = "seal_taken"
    default_message = _("The seal {number} of the audit exists already")
    when = _("Two processes sealed the audit at the same moment; the service itself tries again")
    remedy = _("Nothing needs to be done")
    number: str

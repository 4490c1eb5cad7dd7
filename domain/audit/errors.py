"""Errors of the audit.

ConflictException
└── SealTaken
BadRequestException
└── CheckpointRefused
"""

import attrs

from domain.shared_kernel.errors import BadRequestException, ConflictException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class SealTaken(ConflictException):
    """Another sealer has made the seal of this number."""

    code = "seal_taken"
    default_message = _("The seal {number} of the audit exists already")
    when = _("Two processes sealed the audit at the same moment; the service itself tries again")
    remedy = _("Nothing needs to be done")
    number: str


@attrs.define(eq=False)
class CheckpointRefused(BadRequestException):
    """A line is no checkpoint of this service."""

    code = "checkpoint_refused"
    default_message = _("This line is no checkpoint of this service, or was changed: {line}")
    when = _("The line was not written by cortex audit checkpoint with a key that the service has")
    remedy = _("Pass the lines as they were written")
    line: str

"""Errors of jobs.

ConflictException
├── JobAlreadyThere
└── JobNotDead
"""

import attrs

from domain.shared_kernel.errors import ConflictException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class JobAlreadyThere(ConflictException):
    """Another stored job has the same key."""

    code = "job_already_there"
    default_message = _("The job {key} is there already")
    when = _("A job with the same key is waiting already")
    remedy = _("Nothing: the job that is there does the work")
    key: str


class JobNotDead(ConflictException):
    """Only a dead job can be retried."""

    code = "job_not_dead"
    default_message = _("Only a job that has failed for good can be tried again")
    when = _("The job waits, runs or is done")
    remedy = _("Load the job again: only one with the status dead can be tried again")

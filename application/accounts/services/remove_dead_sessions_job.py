from uuid import UUID

import attrs

from application.jobs.services.job import Job


@attrs.frozen
class RemoveDeadSessionsJob(Job):
    """Clears away the sessions of a user that an act has ended. They are refused from its commit on; this is for the
    sake of those who would look at what is stored."""

    name = "forget_sessions"

    user_id: UUID

from uuid import UUID

import attrs

from application.jobs.services.job import Job


@attrs.frozen
class RemoveDeadSessionsJob(Job):
    """Removes the sessions of a user that an act has ended. They are refused from its commit on; this keeps ended
    sessions from staying in the store."""

    name = "forget_sessions"

    user_id: UUID

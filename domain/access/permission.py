"""The permissions of staff."""

from enum import StrEnum


class Permission(StrEnum):
    """One kind of act that staff need a right for. The values are wire names."""

    USERS_READ = "users.read"
    USERS_HELP = "users.help"
    USERS_WRITE = "users.write"
    SESSIONS_READ = "sessions.read"
    SESSIONS_END = "sessions.end"
    JOBS_READ = "jobs.read"
    JOBS_RETRY = "jobs.retry"
    AUDIT_READ = "audit.read"
    STAFF_MANAGE = "staff.manage"

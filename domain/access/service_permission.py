"""The table of the permissions that every service has."""

from domain.access.permission import Permission
from domain.access.role import Role


class ServicePermission(Permission):
    """A permission for acts on accounts, sessions, jobs, the audit and staff, with its roles beside owners."""

    USERS_READ = "users.read", Role.SUPPORT, Role.AUDITOR, Role.MANAGER
    USERS_HELP = "users.help", Role.SUPPORT, Role.MANAGER
    USERS_WRITE = "users.write", Role.MANAGER
    SESSIONS_READ = "sessions.read", Role.SUPPORT, Role.AUDITOR, Role.MANAGER
    SESSIONS_END = "sessions.end", Role.SUPPORT, Role.MANAGER
    JOBS_READ = "jobs.read", Role.AUDITOR, Role.MANAGER
    JOBS_RETRY = "jobs.retry", Role.MANAGER
    AUDIT_READ = "audit.read", Role.AUDITOR
    STAFF_MANAGE = "staff.manage"

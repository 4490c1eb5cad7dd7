"""The stored data of a person, as JSON."""

from datetime import datetime
from uuid import UUID

from application.sessions.export_data import PersonalData
from application.sessions.services.principal import Principal
from domain.accounts.one_time_token import LinkEnd, OneTimeToken, Purpose
from domain.accounts.user import User
from domain.credentials.recovery_code import RecoveryCode
from domain.jobs.stored_job import JobStatus, StoredJob
from entrypoints.schemas.base import Schema
from entrypoints.schemas.factors import FactorBody
from entrypoints.schemas.sessions import SessionBody
from entrypoints.schemas.users import UserBody


class AccountExport(UserBody):
    """The account with what is not shown elsewhere."""

    has_password: bool
    status_reason: str | None

    @classmethod
    def of(cls, user: User) -> "AccountExport":
        """Returns the account as the export shows it."""
        shown = dict(UserBody.of(user))
        return cls.model_construct(
            **shown, has_password=user.password_hash is not None, status_reason=user.status_reason
        )


class LinkExport(Schema):
    """A link that was mailed; what makes it work is not stored."""

    purpose: Purpose
    old_email: str | None
    new_email: str | None
    created_at: datetime
    expires_at: datetime
    spent_at: datetime | None
    ended_as: LinkEnd | None

    @classmethod
    def of(cls, token: OneTimeToken) -> "LinkExport":
        """Returns the link as the export shows it."""
        return cls.model_construct(**{name: getattr(token, name) for name in cls.model_fields})


class JobExport(Schema):
    """Something that was done for the person, such as a mail, or is about to be."""

    id: UUID
    name: str
    arguments: str
    status: JobStatus
    created_at: datetime

    @classmethod
    def of(cls, job: StoredJob) -> "JobExport":
        """Returns the job as the export shows it."""
        return cls.model_construct(
            id=job.pk, name=job.name, arguments=job.arguments, status=job.status, created_at=job.created_at
        )


class RecoveryCodeExport(Schema):
    """A recovery code that was not used; the code itself is not stored."""

    created_at: datetime

    @classmethod
    def of(cls, code: RecoveryCode) -> "RecoveryCodeExport":
        """Returns the code as the export shows it."""
        return cls.model_construct(created_at=code.created_at)


class ExportBody(Schema):
    account: AccountExport
    sessions: tuple[SessionBody, ...]
    links: tuple[LinkExport, ...]
    jobs: tuple[JobExport, ...]
    factors: tuple[FactorBody, ...]
    recovery_codes: tuple[RecoveryCodeExport, ...]

    @classmethod
    def of(cls, data: PersonalData, principal: Principal | None) -> "ExportBody":
        """Returns the export; ``principal`` decides which session is current."""
        return cls.model_construct(
            account=AccountExport.of(data.user),
            sessions=tuple(SessionBody.of(session, principal) for session in data.sessions),
            links=tuple(map(LinkExport.of, data.links)),
            jobs=tuple(map(JobExport.of, data.jobs)),
            factors=tuple(map(FactorBody.of, data.factors)),
            recovery_codes=tuple(map(RecoveryCodeExport.of, data.recovery_codes)),
        )

from application.ports.repository import Repository
from domain.audit.verification_run import VerificationRun


class AuditVerificationRepository(Repository[VerificationRun]):
    """The verifications that the service made."""

    async def select_last_ended(self) -> VerificationRun | None:
        """Returns the newest verification that is over."""
        return await self.select_one(~VerificationRun.ended_at.is_none(), sort=VerificationRun.began_at.desc())

"""Second factors, as an export shows them."""

from datetime import datetime

from domain.credentials.recovery_code import RecoveryCode
from entrypoints.schemas.base import Schema
from entrypoints.schemas.export.form import ExportMember
from entrypoints.schemas.factors import FactorBody


class RecoveryCodeExport(Schema):
    """A recovery code that was not used; the code itself is not stored."""

    created_at: datetime

    @classmethod
    def of(cls, code: RecoveryCode) -> "RecoveryCodeExport":
        """Returns the code as the export shows it."""
        return cls.model_construct(created_at=code.created_at)


FACTORS = ExportMember(name="factors", body=FactorBody, of=lambda factor, _: FactorBody.of(factor))
RECOVERY_CODES = ExportMember(
    name="recovery_codes", body=RecoveryCodeExport, of=lambda code, _: RecoveryCodeExport.of(code)
)

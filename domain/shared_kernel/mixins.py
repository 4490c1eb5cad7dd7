"""Fields that many entities share."""

from datetime import datetime

from domain.shared_kernel.entity import FieldModel
from domain.shared_kernel.fields import Field, field


class TimeStampMixin(FieldModel):
    """When the entity was made and last changed (aware, UTC)."""

    created_at: Field[datetime] = field(index=True)
    updated_at: Field[datetime] = field()


class StatusMixin(FieldModel):
    """Whether the entity may act: a locked one may not."""

    is_locked: Field[bool] = field(default=False)

    @property
    def is_active(self) -> bool:
        return not self.is_locked

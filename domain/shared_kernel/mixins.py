"""Fields that many entities share."""

from datetime import datetime

from domain.shared_kernel.entity import FieldModel
from domain.shared_kernel.fields import Field, field


class TimeStampMixin(FieldModel):
    """The times of the creation and of the last change (aware, UTC)."""

    created_at: Field[datetime] = field(index=True)
    updated_at: Field[datetime] = field()


class StatusMixin(FieldModel):
    """A lock that keeps the entity from acting."""

    is_locked: Field[bool] = field(default=False)

    @property
    def is_active(self) -> bool:
        """The opposite of ``is_locked``."""
        return not self.is_locked

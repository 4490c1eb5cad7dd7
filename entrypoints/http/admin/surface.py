"""The surface of staff."""

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.surface import Surface

ADMIN = Surface(
    prefix="/admin",
    people="staff",
    platform=Platform.ADMIN,
    is_for_staff=True,
    requires_source=True,
)

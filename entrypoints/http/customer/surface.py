"""The surface of customers."""

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.surface import Surface

CUSTOMER = Surface(
    prefix="/customer",
    people="customers",
    platform=Platform.CUSTOMER,
    requires_source=True,
)

from collections.abc import Sequence

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

SEPARATE_ORIGINS = "Give staff pages of an origin of their own, and name it in CORTEX_ADMIN_CORS_ORIGINS alone."


@attrs.frozen
class CorsOrigins:
    """Checks that no origin may use both platforms. There is no finding if no origin is allowed."""

    customers: Sequence[str]
    staff: Sequence[str]
    about: str = "origins"

    async def __call__(self) -> Sequence[Finding]:
        """Returns at most one finding."""
        if not self.customers and not self.staff:
            return []
        if shared := sorted({*self.customers} & {*self.staff}):
            detail = f"Pages of {', '.join(shared)} may act for customers and for staff: a fault of one is one of both."
            return [Finding(self.about, Mark.NOTE, detail, SEPARATE_ORIGINS)]
        named = f"for customers {_listed(self.customers)}, for staff {_listed(self.staff)}"
        return [Finding(self.about, Mark.OK, f"Pages of other origins that may use the API: {named}.")]


def _listed(origins: Sequence[str]) -> str:
    return ", ".join(origins) or "none"

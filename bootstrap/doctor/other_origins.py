from collections.abc import Sequence

import attrs

from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.finding import Finding, Mark

APART = "Give staff pages of an origin of their own, and name it in CORTEX_ADMIN_CORS_ORIGINS alone."


@attrs.frozen
class OtherOrigins:
    """Whether pages for customers may act for staff. Where no origin is named there is nothing to find."""

    settings: Settings
    about: str = "origins"

    async def __call__(self) -> Sequence[Finding]:
        customers, staff = self.settings.web.cors_origins, self.settings.web.admin_cors_origins
        if not customers and not staff:
            return []
        if shared := sorted({*customers} & {*staff}):
            detail = f"Pages of {', '.join(shared)} may act for customers and for staff: a fault of one is one of both."
            return [Finding(self.about, Mark.NOTE, detail, APART)]
        named = f"for customers {_listed(customers)}, for staff {_listed(staff)}"
        return [Finding(self.about, Mark.OK, f"Pages of other origins that may use the API: {named}.")]


def _listed(origins: Sequence[str]) -> str:
    return ", ".join(origins) or "none"

from collections.abc import Sequence

import attrs

from domain.shared_kernel.messages import Sentence
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

SEPARATE_ORIGINS = _("Give staff pages of an origin of their own, and name it in CORTEX_ADMIN_CORS_ORIGINS alone.")
SHARED = _("Pages of {origins} may act for customers and for staff: a fault of one is one of both.")
ALLOWED = _("Pages of other origins that may use the API: for customers {customers}, for staff {staff}.")
NONE = _("none")


@attrs.frozen(eq=False, repr=False)
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
            detail = SHARED.bind({"origins": ", ".join(shared)})
            return [Finding(self.about, Mark.NOTE, detail, SEPARATE_ORIGINS)]
        allowed = ALLOWED.bind({"customers": _listed(self.customers), "staff": _listed(self.staff)})
        return [Finding(self.about, Mark.OK, allowed)]


def _listed(origins: Sequence[str]) -> Sentence:
    return ", ".join(origins) or NONE

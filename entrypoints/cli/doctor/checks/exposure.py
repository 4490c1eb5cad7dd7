from collections.abc import Sequence

import attrs

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

PUBLIC_DOCS = _("Everybody can read /docs.")
DOCS_OFF = _("If that is not meant: CORTEX_DOCS=off")
LOCAL_DOCS = _("/docs and /openapi.json are served, on this machine alone.")
NO_DOCS = _("/docs and /openapi.json are not served.")
DETAILED_LOG = _("It tells every detail.")
TEXT_LOG = _("It is written for people.")
JSON_LOG = _("For machines: CORTEX_LOG_FORMAT=json")
LOG = _("Level {level}, format {format}.")


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Exposure:
    """Checks whether the API description is public, and the level and format of the log."""

    serves_docs: bool
    is_local: bool
    log_level: str
    log_format: str
    about: str = "docs and logs"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding on the API description, and one on the log."""
        return [self._docs(), self._logs()]

    def _docs(self) -> Finding:
        if self.serves_docs and not self.is_local:
            return Finding("docs", Mark.NOTE, PUBLIC_DOCS, DOCS_OFF)
        return Finding("docs", Mark.OK, LOCAL_DOCS if self.serves_docs else NO_DOCS)

    def _logs(self) -> Finding:
        if self.log_level == "debug" and not self.is_local:
            return Finding("log", Mark.WARNING, DETAILED_LOG, "CORTEX_LOG_LEVEL=info")
        if self.log_format == "text" and not self.is_local:
            return Finding("log", Mark.NOTE, TEXT_LOG, JSON_LOG)
        return Finding("log", Mark.OK, LOG.bind({"level": self.log_level, "format": self.log_format}))

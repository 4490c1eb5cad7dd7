from collections.abc import Sequence

import attrs

from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.finding import Finding, Mark


@attrs.frozen
class Showing:
    """What the service shows of itself: its description and its log."""

    settings: Settings

    about: str = "docs and logs"

    async def __call__(self) -> Sequence[Finding]:
        return [self._docs(), self._logs()]

    def _docs(self) -> Finding:
        if self.settings.web.serves_docs and not self.settings.web.is_local:
            return Finding("docs", Mark.NOTE, "Everybody can read /docs.", "If that is not meant: CORTEX_DOCS=off")
        shown = "are served, on this machine alone" if self.settings.web.serves_docs else "are not served"
        return Finding("docs", Mark.OK, f"/docs and /openapi.json {shown}.")

    def _logs(self) -> Finding:
        if self.settings.operations.log_level == "debug" and not self.settings.web.is_local:
            return Finding("log", Mark.WARNING, "It tells every detail.", "CORTEX_LOG_LEVEL=info")
        if self.settings.operations.log_format == "text" and not self.settings.web.is_local:
            return Finding("log", Mark.NOTE, "It is written for people.", "For machines: CORTEX_LOG_FORMAT=json")
        return Finding(
            "log", Mark.OK, f"Level {self.settings.operations.log_level}, format {self.settings.operations.log_format}."
        )

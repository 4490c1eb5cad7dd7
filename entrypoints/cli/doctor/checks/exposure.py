from collections.abc import Sequence

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark


@attrs.frozen(kw_only=True)
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
            return Finding("docs", Mark.NOTE, "Everybody can read /docs.", "If that is not meant: CORTEX_DOCS=off")
        shown = "are served, on this machine alone" if self.serves_docs else "are not served"
        return Finding("docs", Mark.OK, f"/docs and /openapi.json {shown}.")

    def _logs(self) -> Finding:
        if self.log_level == "debug" and not self.is_local:
            return Finding("log", Mark.WARNING, "It tells every detail.", "CORTEX_LOG_LEVEL=info")
        if self.log_format == "text" and not self.is_local:
            return Finding("log", Mark.NOTE, "It is written for people.", "For machines: CORTEX_LOG_FORMAT=json")
        return Finding("log", Mark.OK, f"Level {self.log_level}, format {self.log_format}.")

"""``cortex audit``: the record of every act that concerns security."""

from typing import Annotated

from cyclopts import App, Parameter

from entrypoints.cli.audit.checkpoint_files import read_checkpoints
from entrypoints.cli.audit.service import AuditService
from entrypoints.cli.audit.view import as_sentence, document, summary
from entrypoints.cli.exit_codes import DONE, NOT_DONE
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.output import Json, print_result
from entrypoints.cli.service import RunInService

FileName = Annotated[str | None, Parameter(allow_leading_hyphen=True)]
"""A file, or ``-``."""


def add_audit(app: App, run_in_service: RunInService[AuditService]) -> App:
    """Adds the commands below ``audit``."""
    audit = App(name="audit", help="Verify the record of security-relevant acts, and export it.", group=OPERATE)

    @audit.command
    def verify(*, checkpoints: FileName = None, json: Json = False) -> int:
        """Verify that nothing was changed, removed, inserted or reordered.

        That the end was cut off shows only against a checkpoint. Exit code 1 if there is a finding, else 0.

        Parameters
        ----------
        checkpoints
            File with lines of cortex audit checkpoint, kept where whoever can change the database cannot; - reads
            standard input.
        """
        lines = read_checkpoints(checkpoints) if checkpoints is not None else []
        verified = run_in_service(lambda service: service.verify(lines))
        sentences = [*(as_sentence(finding) for finding in verified.findings), summary(verified)]
        print_result("\n".join(sentences), document(verified), json=json)
        return NOT_DONE if verified.findings else DONE

    @audit.command
    def checkpoint() -> None:
        """Print one signed line with the newest seal, to be kept elsewhere."""
        print(run_in_service(lambda service: service.checkpoint()))

    @audit.command
    def export() -> None:
        """Print every seal and every entry as lines of JSON, with all that is needed to verify them elsewhere."""
        run_in_service(lambda service: service.export())

    app.command(audit)
    return app

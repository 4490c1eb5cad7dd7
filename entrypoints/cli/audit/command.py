"""``cortex audit``: the record of every act that concerns security."""

from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from entrypoints.cli.audit.checkpoint_files import read_checkpoints
from entrypoints.cli.audit.service import AuditService
from entrypoints.cli.audit.table import TITLES, cells
from entrypoints.cli.audit.view import as_sentence, document, summary
from entrypoints.cli.exit_codes import DONE, NOT_DONE
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.options import After, Limit
from entrypoints.cli.output import Json, as_page, print_result
from entrypoints.cli.service import RunInService

FileName = Annotated[str | None, Parameter(allow_leading_hyphen=True)]
"""A file, or ``-``."""


def add_audit(app: App, run_in_service: RunInService[AuditService]) -> None:
    """Adds the commands below ``audit``."""
    audit = App(name="audit", help="Read the record of security-relevant acts, verify it and export it.", group=OPERATE)

    @audit.command(name="list")
    def show(
        *,
        actor: UUID | None = None,
        subject: UUID | None = None,
        action: str | None = None,
        at_from: str | None = None,
        at_to: str | None = None,
        request_id: str | None = None,
        limit: Limit = 20,
        after: After = None,
        json: Json = False,
    ) -> None:
        """List entries, newest first.

        Parameters
        ----------
        actor
            Only acts of this account, by its id.
        subject
            Only acts on this account or thing, by its id.
        action
            Only actions that begin so, for example user. or user.locked.
        at_from
            Only acts at this time or later, for example 2026-05-01T12:00:00Z.
        at_to
            Only acts before this time.
        request_id
            Only acts of this request.
        limit
            Show at most this many.
        after
            `next` of the previous page.
        """
        typed = {"action": action, "at_from": at_from, "at_to": at_to, "request_id": request_id, "after": after}
        ids = {"actor": actor and str(actor), "subject": subject and str(subject), "limit": str(limit)}
        found = run_in_service(lambda service: service.search({**typed, **ids}))
        print_result(as_page(TITLES, [cells(entry) for entry in found.items], found), found, json=json)

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

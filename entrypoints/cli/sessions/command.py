"""``cortex sessions``: where people are signed in."""

from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from entrypoints.cli.exit_codes import WrongUsage
from entrypoints.cli.groups import ACCOUNTS
from entrypoints.cli.options import After, Limit
from entrypoints.cli.output import Json, as_page, instant, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.sessions.service import SessionService
from entrypoints.schemas.sessions import SessionBody

_TITLES = ("ID", "PLATFORM", "OPENED", "LAST USED", "ADDRESS", "DEVICE")


def add_sessions(app: App, at: RunInService[SessionService]) -> App:
    """Gives the command line the commands that look after sessions."""
    sessions = App(name="sessions", help="See where a person is signed in, and sign them out.", group=ACCOUNTS)

    @sessions.command(name="list")
    def show(who: str, /, *, limit: Limit = 20, after: After = None, json: Json = False) -> None:
        """Show a person's live sessions, the newest first.

        Parameters
        ----------
        who
            An email address, or an id.
        limit
            How many at most.
        after
            The page behind another, which names this.
        """
        listed = at(lambda service: service.of(who, {"limit": str(limit), "after": after}))
        print_result(as_page(_TITLES, [_cells(each) for each in listed.items], listed), listed, json=json)

    @sessions.command
    def end(
        who: str,
        session: UUID | None = None,
        /,
        *,
        all_: Annotated[bool, Parameter(name="--all", negative="", show_default=False)] = False,
        json: Json = False,
    ) -> None:
        """Sign a person out on one device, or everywhere, in the very next request.

        Parameters
        ----------
        who
            An email address, or an id.
        session
            The id of one session.
        all_
            Every session.
        """
        if (session is None) is not all_:
            raise WrongUsage("Name one session, or say --all.")
        if session is None:
            user = at(lambda service: service.end_all(who))
            print_result(f"{user.email} is signed out everywhere.", {"user_id": str(user.pk)}, json=json)
        else:
            user = at(lambda service: service.end(who, session))
            print_result(f"{user.email} is signed out there.", {"user_id": str(user.pk), "id": str(session)}, json=json)

    app.command(sessions)
    return app


def _cells(session: SessionBody) -> tuple[str, ...]:
    times = instant(session.created_at), instant(session.last_used_at)
    return (str(session.id), session.platform.value, *times, session.ip or "-", session.user_agent or "-")

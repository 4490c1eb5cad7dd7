"""``cortex sessions``: the sessions of accounts."""

from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import WrongUsage
from entrypoints.cli.groups import ACCOUNTS
from entrypoints.cli.options import After, Limit
from entrypoints.cli.output import Json, as_page, instant, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.sessions.service import SessionService
from entrypoints.schemas.sessions import SessionBody

_TITLES = ("ID", "PLATFORM", "OPENED", "LAST USED", "ADDRESS", "DEVICE")

GIVE_ID = _("Give the id of a session, or --all.")
OUT_EVERYWHERE = _("{email} is signed out everywhere.")
OUT_THERE = _("{email} is signed out there.")


def add_sessions(app: App, run_in_service: RunInService[SessionService]) -> None:
    """Adds the commands below ``sessions``."""
    sessions = App(name="sessions", help="List and end the sessions of an account.", group=ACCOUNTS)

    @sessions.command(name="list")
    def show(who: str, /, *, limit: Limit = 20, after: After = None, json: Json = False) -> None:
        """List the live sessions of an account, newest first.

        Parameters
        ----------
        who
            Email address or id of the account.
        limit
            Show at most this many.
        after
            `next` of the previous page.
        """
        listed = run_in_service(lambda service: service.of(who, {"limit": str(limit), "after": after}))
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
        """End one session of an account, or all of them, with immediate effect.

        Parameters
        ----------
        who
            Email address or id of the account.
        session
            Id of the session.
        all_
            End every session; takes the place of an id.
        """
        if (session is None) is not all_:
            raise WrongUsage(GIVE_ID)
        if session is None:
            user = run_in_service(lambda service: service.end_all(who))
            print_result(OUT_EVERYWHERE.bind({"email": user.email}), {"user_id": str(user.pk)}, json=json)
        else:
            user = run_in_service(lambda service: service.end(who, session))
            print_result(
                OUT_THERE.bind({"email": user.email}), {"user_id": str(user.pk), "id": str(session)}, json=json
            )

    app.command(sessions)


def _cells(session: SessionBody) -> tuple[str, ...]:
    times = instant(session.created_at), instant(session.last_used_at)
    return (str(session.id), session.platform.value, *times, session.ip or "-", session.user_agent or "-")

"""Commands that read accounts."""

from typing import Annotated, Literal

from cyclopts import App, Parameter

from entrypoints.cli.options import After, Limit
from entrypoints.cli.output import Json, as_json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.users.service import UserService
from entrypoints.cli.users.view import as_card, as_table
from entrypoints.schemas.users import UserBody

Sort = Annotated[
    Literal["email", "-email", "created_at", "-created_at", "last_name", "-last_name"],
    Parameter(allow_leading_hyphen=True),
]
_WORDS = {True: "true", False: "false", None: None}


def add_queries(users: App, run_in_service: RunInService[UserService]) -> None:
    """Adds ``list``, ``show`` and ``export`` to ``users``."""

    @users.command(name="list")
    def search(
        *,
        q: str | None = None,
        staff: bool | None = None,
        locked: bool | None = None,
        language: str | None = None,
        sort: Sort = "-created_at",
        limit: Limit = 20,
        after: After = None,
        json: Json = False,
    ) -> None:
        """List accounts, or search them.

        Parameters
        ----------
        q
            Words that the email address or the names contain, all of them.
        staff
            Only staff, or only customers.
        locked
            Only locked accounts, or only others.
        language
            Only accounts with this language.
        sort
            Sort by this field; a leading minus reverses the order.
        limit
            Show at most this many.
        after
            `next` of the previous page.
        """
        typed = {
            "q": q,
            "is_staff": _WORDS[staff],
            "is_locked": _WORDS[locked],
            "language": language,
            "sort": sort,
            "limit": str(limit),
            "after": after,
        }
        found = run_in_service(lambda service: service.search(typed))
        print_result(as_table(found), found, json=json)

    @users.command
    def show(who: str, /, *, json: Json = False) -> None:
        """Show one account.

        Parameters
        ----------
        who
            Email address or id of the account.
        """
        user = run_in_service(lambda service: service.lookup(who))
        print_result(as_card(user), UserBody.of(user), json=json)

    @users.command
    def export(who: str, /) -> None:
        """Print all data that is stored about a person, as one JSON document.

        Parameters
        ----------
        who
            Email address or id of the account.
        """
        print(as_json(run_in_service(lambda service: service.export(who))))

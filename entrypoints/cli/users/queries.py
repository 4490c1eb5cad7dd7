"""What shows accounts and changes nothing."""

from typing import Annotated, Literal

from cyclopts import App, Parameter

from domain.shared_kernel.language import Language
from entrypoints.cli.options import After, Limit
from entrypoints.cli.output import Json, as_json, print_result
from entrypoints.cli.service import RunInService
from entrypoints.cli.users.service import UserService
from entrypoints.cli.users.view import as_card, as_table
from entrypoints.schemas.accounts import UserBody

Sort = Annotated[
    Literal["email", "-email", "created_at", "-created_at", "last_name", "-last_name"],
    Parameter(allow_leading_hyphen=True),
]
_WORDS = {True: "true", False: "false", None: None}


def add_queries(users: App, at: RunInService[UserService]) -> None:
    @users.command(name="list")
    def search(
        *,
        q: str | None = None,
        staff: bool | None = None,
        locked: bool | None = None,
        language: Language | None = None,
        sort: Sort = "-created_at",
        limit: Limit = 20,
        after: After = None,
        json: Json = False,
    ) -> None:
        """Search accounts.

        Parameters
        ----------
        q
            Words, each of them part of the address or of a name.
        staff
            Only staff, or only customers.
        locked
            Only those who are locked out, or only the others.
        language
            Only those who read it.
        sort
            By what, with a minus the other way round.
        limit
            How many at most.
        after
            The page behind another, which names this.
        """
        typed = {
            "q": q,
            "is_staff": _WORDS[staff],
            "is_locked": _WORDS[locked],
            "language": language and language.value,
            "sort": sort,
            "limit": str(limit),
            "after": after,
        }
        found = at(lambda service: service.search(typed))
        print_result(as_table(found), found, json=json)

    @users.command
    def show(who: str, /, *, json: Json = False) -> None:
        """Show one account.

        Parameters
        ----------
        who
            An email address, or an id.
        """
        user = at(lambda service: service.named(who))
        print_result(as_card(user), UserBody.of(user), json=json)

    @users.command
    def export(who: str, /) -> None:
        """Print all that is stored about a person, as one JSON document.

        Parameters
        ----------
        who
            An email address, or an id.
        """
        print(as_json(at(lambda service: service.export(who))))

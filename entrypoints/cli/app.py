"""The command ``cortex``: what people type, and what they read."""

import getpass
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Protocol

from cyclopts import App, CycloptsError, Parameter
from cyclopts.validators import Number

from domain.shared_kernel.errors import BaseAppException, ValidationException
from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language
from entrypoints.cli.create_admin import NewAdmin

DONE, NOT_DONE, WRONG_USAGE = 0, 1, 2
MOST_DEMO = 5000
MOST_WORKERS = 256


class CannotBeDone(Exception):
    """A person's mistake or a circumstance, said in a sentence that tells what to do."""


class Commands(Protocol):
    """What the service can be told to do; each assembles what it needs when it is called."""

    def serve(self, workers: int) -> None: ...

    def worker(self) -> None: ...

    def migrate(self) -> bool: ...

    def demo(self, accounts: int) -> str: ...

    def create_admin(self, admin: NewAdmin, ask_password: Callable[[], str]) -> str: ...


def build(commands: Commands, *, version: str) -> App:
    """The command line over ``commands``."""
    app = App(
        name="cortex",
        help="Accounts and sessions, self-hosted.",
        help_epilogue="Settings come from CORTEX_… variables and from cortex.toml; the README lists them.",
        version=version,
        exit_on_error=False,
        print_error=False,
    )

    @app.command
    def serve(*, workers: Annotated[int, Parameter(validator=Number(gte=1, lte=MOST_WORKERS))] = 1) -> None:
        """Serve the customer and the staff API.

        Parameters
        ----------
        workers
            How many processes: one a core. They share the address, and one that dies is replaced.
        """
        commands.serve(workers)

    @app.command
    def worker() -> None:
        """Do the jobs that cortex serve hands to a broker."""
        commands.worker()

    @app.command
    def migrate() -> None:
        """Bring the database up to date."""
        print("The database is up to date now." if commands.migrate() else "The database was up to date.")

    @app.command
    def demo(*, accounts: Annotated[int, Parameter(validator=Number(gte=1, lte=MOST_DEMO))] = 300) -> None:
        """Fill the database with believable accounts in seven languages, to look around in.

        Only on a service that this machine alone can reach: everybody knows their password.

        Parameters
        ----------
        accounts
            How many.
        """
        print(commands.demo(accounts))

    @app.command
    def create_admin(
        *,
        email: str,
        first_name: str = "Staff",
        last_name: str = "Member",
        language: Language = DEFAULT_LANGUAGE,
        password_stdin: Annotated[bool, Parameter(negative="")] = False,
    ) -> None:
        """Make a staff account, or give an existing one the staff right.

        Parameters
        ----------
        email
            The address of the account.
        first_name
            For a new account.
        last_name
            For a new account.
        language
            For a new account.
        password_stdin
            Read the password of a new account from standard input instead of asking for it.
        """
        admin = NewAdmin(email=email, first_name=first_name, last_name=last_name, language=language)
        print(commands.create_admin(admin, _from_stdin if password_stdin else _from_terminal))

    return app


def run(app: App, arguments: Sequence[str]) -> int:
    """Does what was typed and answers with the exit code: 0 done, 1 could not be done, 2 wrong usage."""
    try:
        app(arguments)
    except CycloptsError as wrong:
        return _refuse(WRONG_USAGE, f"{wrong}\nTry cortex --help.")
    except ValidationException as wrong:
        return _refuse(NOT_DONE, "\n".join(f"{error.field}: {error.message}" for error in wrong.errors))
    except (BaseAppException, CannotBeDone) as wrong:
        return _refuse(NOT_DONE, str(wrong))
    except KeyboardInterrupt:
        return _refuse(NOT_DONE, "Interrupted.")
    return DONE


def _refuse(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code


def _from_stdin() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _from_terminal() -> str:
    if not sys.stdin.isatty():
        raise CannotBeDone("There is no terminal to ask for the password on: give it with --password-stdin.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise CannotBeDone("The two passwords differ. Nothing was changed.")
    return password

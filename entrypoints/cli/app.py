"""The command ``cortex``: what people type, and what they read."""

from typing import Annotated, Protocol

from cyclopts import App, Parameter
from cyclopts.validators import Number

from entrypoints.cli.demo.command import SIGN_IN
from entrypoints.cli.groups import BUILD, OPERATE, OPTIONS, RUN
from entrypoints.cli.output import Json, print_result

MOST_DEMO = 5000
MOST_WORKERS = 256
FIRST_STEPS = """
First steps:
  cortex serve           a whole service on http://127.0.0.1:8080
  cortex create-admin --email you@example.org
  cortex doctor          what to mend before others rely on it

Settings come from CORTEX_… variables and from cortex.toml: see docs/reference/settings.md.
With --json a command prints one document, for programs, and says on standard
error as {"error": {"code", "detail"}} what went wrong.
Exit codes: 0 done, 1 could not be done, 2 wrong usage.
"""


class Commands(Protocol):
    """What the service can be told to do; each assembles what it needs when it is called."""

    def serve(self, workers: int) -> None: ...

    def worker(self) -> None: ...

    def migrate(self) -> bool: ...

    def demo(self, accounts: int) -> int: ...


def build(commands: Commands, *, version: str) -> App:
    """The command line over ``commands``; others add theirs to it."""
    app = App(
        name="cortex",
        help="Accounts and sessions, self-hosted.",
        help_epilogue=FIRST_STEPS,
        help_format="plaintext",
        version=version,
        exit_on_error=False,
        print_error=False,
        result_action="return_value",
    )
    for flag in ("--help", "--version"):
        app[flag].group = (OPTIONS,)

    @app.command(group=RUN)
    def serve(*, workers: Annotated[int, Parameter(validator=Number(gte=1, lte=MOST_WORKERS))] = 1) -> None:
        """Serve the customer and the staff API.

        Parameters
        ----------
        workers
            How many processes: one a core. They share the address, and one that dies is replaced.
        """
        commands.serve(workers)

    @app.command(group=RUN)
    def worker() -> None:
        """Do the jobs that cortex serve hands to a broker."""
        commands.worker()

    @app.command(group=OPERATE)
    def migrate(*, json: Json = False) -> None:
        """Bring the database up to date."""
        changed = commands.migrate()
        sentence = "The database is up to date now." if changed else "The database was up to date."
        print_result(sentence, {"changed": changed}, json=json)

    @app.command(group=BUILD)
    def demo(
        *, accounts: Annotated[int, Parameter(validator=Number(gte=1, lte=MOST_DEMO))] = 300, json: Json = False
    ) -> None:
        """Fill the database with believable accounts in seven languages, to look around in.

        Only on a service that this machine alone can reach: everybody knows their password.

        Parameters
        ----------
        accounts
            How many.
        """
        added = commands.demo(accounts)
        said = f"{added} accounts were added." if added else "The demo is there already."
        print_result(f"{said}\n\n{SIGN_IN}", {"added": added}, json=json)

    return app


def tell_the_story_once(app: App) -> App:
    """What is said below the whole is not said below its parts."""
    for name in app:
        app[name].help_epilogue = ""
    return app

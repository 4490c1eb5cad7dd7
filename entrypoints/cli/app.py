"""The command ``cortex``."""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number

from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.messages import lazy_ngettext
from entrypoints.cli.commands import DEFAULT_WORKERS, Commands
from entrypoints.cli.demo.command import SIGN_IN
from entrypoints.cli.exit_codes import DONE, NOT_DONE
from entrypoints.cli.groups import BUILD, OPERATE, OPTIONS, RUN
from entrypoints.cli.output import Flag, Json, print_result

MIGRATED = _("The database is up to date now.")
WAS_UP_TO_DATE = _("The database was up to date.")
ADDED = lazy_ngettext("{count} account was added.", "{count} accounts were added.", "count")
DEMO_IS_THERE = _("The demo is there already.")
MAX_DEMO_ACCOUNTS = 5000
MAX_WORKERS = 256
Workers = Annotated[int, Parameter(validator=Number(gte=1, lte=MAX_WORKERS))]
FIRST_STEPS = """
First steps:
  cortex serve           a whole service on http://127.0.0.1:8080
  cortex create-admin --email you@example.org
                         make yourself the first staff member, an owner
  cortex doctor          check settings, servers and this machine

Settings come from CORTEX_… variables and from cortex.toml: see docs/reference/settings.md.
With --json a command prints one document, for programs, and errors on standard
error as {"error": {"code", "detail"}}.
Exit codes: 0 done, 1 could not be done, 2 wrong usage.
"""


def build(commands: Commands, *, version: str) -> App:
    """Returns the command line over ``commands``; other modules add their commands to it."""
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
    def serve(
        *, workers: Annotated[int, Parameter(validator=Number(gte=1, lte=MAX_WORKERS))] = DEFAULT_WORKERS
    ) -> None:
        """Serve the customer and the staff API.

        Parameters
        ----------
        workers
            Number of processes; one for each core is a good choice. One that dies is replaced.
        """
        commands.serve(workers)

    @app.command(group=RUN)
    def worker() -> None:
        """Run the jobs that cortex serve sends to a broker."""
        commands.worker()

    @app.command(group=OPERATE)
    def migrate(*, check: Flag = False, json: Json = False) -> int:
        """Migrate the database to this release.

        Parameters
        ----------
        check
            Change nothing; print a line for each difference between the database and the entities, and end with
            exit code 1 if there is one.
        """
        if check:
            return _check_schema(commands.schema_differences(), json=json)
        changed = commands.migrate()
        sentence = MIGRATED if changed else WAS_UP_TO_DATE
        print_result(sentence, {"changed": changed}, json=json)
        return DONE

    @app.command(group=BUILD)
    def demo(
        *, accounts: Annotated[int, Parameter(validator=Number(gte=1, lte=MAX_DEMO_ACCOUNTS))] = 300, json: Json = False
    ) -> None:
        """Fill the database with demo accounts in every language of the service.

        Only for a service that no other machine can reach: their password is public.

        Parameters
        ----------
        accounts
            Number of accounts.
        """
        added = commands.demo(accounts)
        sentence = ADDED.bind({"count": added}) if added else DEMO_IS_THERE
        print_result([sentence, f"\n{SIGN_IN}"], {"added": added}, json=json)

    return app


def _check_schema(differences: Sequence[str], *, json: bool) -> int:
    sentence = "\n".join(differences) or "The database has what the entities need."
    print_result(sentence, {"differences": list(differences)}, json=json)
    return NOT_DONE if differences else DONE


def without_repeated_epilogue(app: App) -> App:
    """Removes the epilogue of the help of single commands; only the help of ``cortex`` keeps it."""
    for name in app:
        app[name].help_epilogue = ""
    return app

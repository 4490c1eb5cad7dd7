"""``cortex new-domain orders``."""

from pathlib import Path

from cyclopts import App

from entrypoints.cli.groups import BUILD
from entrypoints.cli.new_domain.checkout import Checkout
from entrypoints.cli.new_domain.names import Names
from entrypoints.cli.new_domain.steps import NewFile, NewLine

NEXT = """
The domain {plural} is there. Next:
  make check       the house still stands
  make test        so do its promises, and those of {plural}
  make run         /customer{path} and /admin{path} are open
Then make it yours. docs/tutorials/add-a-domain.md, which make docs builds, says what each file is for.\
"""


def add_new_domain(app: App) -> App:
    """Adds the command ``new-domain``."""

    @app.command(group=BUILD)
    def new_domain(name: str, /) -> None:
        """Add a domain of your own to the checkout in this folder.

        Parameters
        ----------
        name
            Name of the domain: a plural in small letters, for example orders.
        """
        names, checkout = Names(name), Checkout(Path())
        steps = checkout.steps(names)
        checkout.perform(steps)
        for step in steps:
            for entry in step:
                app.console.print(_text(entry), highlight=False, soft_wrap=True)
        app.console.print(
            NEXT.format(plural=names.plural, path=names.words()["/orders"]), highlight=False, soft_wrap=True
        )

    return app


def _text(entry: NewFile | NewLine) -> str:
    if isinstance(entry, NewFile):
        return f"[green]new file[/]  {entry.path}"
    return f"[yellow]new line[/]  {entry.path}: [dim]{entry.line.strip()}[/]"

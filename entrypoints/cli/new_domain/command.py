"""``cortex new-domain orders``."""

from pathlib import Path

from cyclopts import App

from entrypoints.cli.groups import BUILD
from entrypoints.cli.new_domain.checkout import Checkout
from entrypoints.cli.new_domain.fields import NewField
from entrypoints.cli.new_domain.names import Names
from entrypoints.cli.new_domain.steps import NewFile, NewLine

NEXT = """
The domain {plural} is there. Next:
  make check       the house still stands
  make test        so do its promises, and those of {plural}
  make run         /customer{path} and /admin{path} are open
Then make it yours. docs/tutorials/add-a-domain.md, which make docs builds, says what each file is for.\
"""
BOUND = """\
{field} may be negative or nothing, as any number may. A bound is said in {entity}Draft, in {file}:
  from pydantic import Field
  {bounded}\
"""


def add_new_domain(app: App) -> None:
    """Adds the command ``new-domain``."""

    @app.command(group=BUILD)
    def new_domain(name: str, /, *fields: str, singular: str | None = None) -> None:
        """Add a domain of your own to the checkout in this folder.

        For example: cortex new-domain invoices amount:decimal:12,2 due_on:date:optional status:enum:open,paid,void

        Parameters
        ----------
        name
            Name of the domain: a plural in small letters, for example orders.
        fields
            Fields, each with its type: int, text:200, decimal:12,2, date, enum:a,b, list:text, references:users.
            One with :optional behind it may have no value. Without fields there are an item and a quantity.
        singular
            Name of one of them, where the plural does not tell.
        """
        names, checkout = Names.of(name, singular), Checkout(Path(), frozenset(app))
        steps = checkout.steps(names, fields)
        checkout.perform(steps)
        for step in steps:
            for entry in step:
                app.console.print(_text(entry), highlight=False, soft_wrap=True)
        app.console.print(
            NEXT.format(plural=names.plural, path=names.words()["/orders"]), highlight=False, soft_wrap=True
        )
        number = checkout.shape(names, fields).number
        if number is not None:
            app.console.print(_bound(names, number), highlight=False, soft_wrap=True, markup=False)


def _bound(names: Names, number: NewField) -> str:
    """Returns how the first number of the domain is bounded in what clients send."""
    return BOUND.format(
        field=number.name,
        entity=names.entity,
        file=f"entrypoints/schemas/{names.plural}.py",
        bounded=f"Annotated[{number.form.annotation}, FromJson({names.entity}.{number.name}), Field(ge=0)]",
    )


def _text(entry: NewFile | NewLine) -> str:
    if isinstance(entry, NewFile):
        return f"[green]new file[/]  {entry.path}"
    return f"[yellow]new line[/]  {entry.path}: [dim]{entry.line.strip()}[/]"

import attrs

from application.ports.clock import Clock
from application.sessions.fill_demo import FillDemo
from domain.shared_kernel.language import Languages
from entrypoints.cli.demo.people import people
from entrypoints.cli.progress import progress_bar

PASSWORD = "seven quiet harbours"  # noqa: S105  # public on purpose
SIGN_IN = f"""\
Staff      staff@example.org
Password   {PASSWORD}  (everybody's)
Look       at what staff can ask in docs/tutorials/first-tour.md"""


@attrs.frozen(eq=False, repr=False)
class Demo:
    """Fills the database with demo accounts."""

    fill: FillDemo
    clock: Clock
    languages: Languages

    async def __call__(self, accounts: int) -> int:
        """Returns the number of accounts that were added."""
        with progress_bar("Filling", total=accounts) as advance:
            wanted = people(accounts, self.clock.now(), self.languages)
            return await self.fill(wanted, PASSWORD, lambda: advance(1))

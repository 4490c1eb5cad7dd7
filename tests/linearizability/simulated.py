"""Histories of simulated processes over stores in memory."""

from itertools import count
from uuid import UUID

import attrs

from application.accounts.services.register_command import RegisterCommand
from bootstrap.simulation import Plan, Simulation, simulate
from bootstrap.simulation.wire import Answer
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.one_time_token import OneTimeToken
from domain.shared_kernel.errors import BaseAppException
from tests.linearizability.recording import EVERYTHING, OK, Recorded, Weights, certainly, record
from tests.simulation.staff import EMAIL, NAMES
from tests.support.app_harness import PASSWORD


@attrs.frozen(eq=False)
class SimulatedTarget:
    """A simulation, as recorders ask it."""

    simulation: Simulation
    _numbers: "count[int]" = attrs.field(factory=count)

    async def ask(
        self, method: str, path: str, body: object = None, *, token: str | None = None, platform: str = "customer"
    ) -> Answer:
        """Sends a request to any process."""
        client = self.simulation.client(f"client {next(self._numbers)}", platform=platform)
        return await client.ask(method, path, body, token=token)

    async def newest_link(self, user_id: UUID) -> str | None:
        """Signs the newest link."""
        async with self.simulation.read() as work:
            links = await work.one_time_tokens.select_all(
                (OneTimeToken.user_id == user_id) & (OneTimeToken.purpose == purposes.RESET_PASSWORD)
            )
        newest = max(links, key=lambda link: link.created_at)
        ports = self.simulation.random_service().container.ports()
        return ports.link_signer.sign(purposes.RESET_PASSWORD, newest.pk)

    def name(self) -> str:
        """An address that no account has yet."""
        return f"somebody-{next(self._numbers)}@example.org"


async def appoint_staff(simulation: Simulation) -> None:
    """Makes an owner, as an operator does."""
    command = RegisterCommand(person=NAMES, password=PASSWORD)
    while True:
        try:
            await simulation.random_service().container.accounts().create_staff_user(command, Role.OWNER)
        except BaseAppException:
            await simulation.pass_time(seconds=1)
        else:
            return


def recorded(seed: int, plan: Plan, histories: int, weights: Weights = EVERYTHING) -> list[Recorded]:
    """Records so many histories, one after the other, on one simulation."""
    found: list[Recorded] = []

    async def scenario(simulation: Simulation) -> None:
        await appoint_staff(simulation)
        target = SimulatedTarget(simulation)

        async def staff() -> str:
            body = {"email": EMAIL, "password": PASSWORD}
            signed_in = await certainly(lambda: target.ask("POST", "/admin/auth/login", body, platform="admin"), OK)
            token: str = signed_in.json["access_token"]
            return token

        for number in range(histories):
            found.append(await record(target, simulation.random(f"recorder {number}"), staff, weights))

    simulate(scenario, seed=seed, plan=plan)
    return found

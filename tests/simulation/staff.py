"""A member of staff in a simulation."""

import asyncio
from random import Random

import attrs

from application.accounts.services.register_command import RegisterCommand
from bootstrap.simulation.client import SimulatedClient
from bootstrap.simulation.simulation import Simulation
from bootstrap.simulation.wire import Answer, NoAnswer
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person import Person
from domain.accounts.person_name import PersonName
from domain.shared_kernel.errors import BaseAppException
from domain.shared_kernel.language import Language
from tests.simulation.laws import OK
from tests.support.app_harness import PASSWORD

EMAIL = EmailAddress("boss@example.org")
NAMES = Person(email=EMAIL, first_name=PersonName("B"), last_name=PersonName("S"), language=Language("en"))
ATTEMPTS = 5


@attrs.frozen(eq=False)
class Staff:
    """Signs in anew for each act, and repeats what is not answered."""

    client: SimulatedClient
    random: Random

    @classmethod
    async def appointed(cls, simulation: Simulation) -> "Staff":
        """An owner, made as an operator makes one."""
        command = RegisterCommand(person=NAMES, password=PASSWORD)
        while True:
            try:
                await simulation.random_service().container.accounts().create_staff_user(command, Role.OWNER)
            except BaseAppException:
                await asyncio.sleep(1)
            else:
                return cls(simulation.client("boss", platform="admin"), simulation.random("staff"))

    async def act(self, user_id: str, act: str) -> None:
        """Locks or unlocks an account."""
        for _attempt in range(ATTEMPTS):
            signed_in = await self._ask("auth/login", {"email": EMAIL, "password": PASSWORD})
            if signed_in is not None and signed_in.status == OK:
                answer = await self._ask(f"users/{user_id}/{act}", token=signed_in.json["access_token"])
                if answer is not None and answer.status == OK:
                    return
            await asyncio.sleep(self.random.uniform(1, 5))

    async def _ask(self, path: str, body: object = None, *, token: str | None = None) -> Answer | None:
        try:
            return await self.client.ask("POST", f"/admin/{path}", body, token=token)
        except NoAnswer:
            return None

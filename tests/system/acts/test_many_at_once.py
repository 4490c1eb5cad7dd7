"""Acts on many accounts at once, while the audit is sealed."""

import asyncio

from bootstrap.domains.audit import audit
from domain.accounts.user import User
from domain.audit.entry import AuditEntry
from domain.shared_kernel.actor import OPERATOR
from tests.system.acts.scene import Scene

PEOPLE, ROUNDS = 6, 4
ACTIONS = ["sessions.ended", "user.locked", "user.unlocked", "session.opened"]


async def test_acts_at_once_neither_fail_nor_lose_an_entry_while_entries_are_sealed(scene: Scene) -> None:
    harness = scene.harness
    use_cases = audit(harness.container.ports())
    people = [await harness.register(f"person{number}@example.org") for number in range(PEOPLE)]
    await scene.begin_act()

    async def act(user: User) -> None:
        for _round in range(ROUNDS):
            await harness.lock(user.pk, by=OPERATOR)
            await harness.unlock(user.pk, by=OPERATOR)
            await harness.log_in(user.email)

    acts = [asyncio.create_task(act(user)) for user in people]
    while not all(done.done() for done in acts):
        await use_cases.seal_entries()
        await asyncio.sleep(0)
    await asyncio.gather(*acts)
    entries = await scene.entries()
    for user in people:
        assert [entry.action for entry in entries if entry.person_id == user.pk] == ACTIONS * ROUNDS
    while await use_cases.seal_entries():
        continue
    async with harness.container.ports().read() as work:
        assert not await work.audit_entries.exists(AuditEntry.seal.is_none())

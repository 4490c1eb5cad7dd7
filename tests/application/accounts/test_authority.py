import pytest

from application.accounts.services.authority import require_permission, require_right_over
from domain.access.errors import PermissionDenied
from domain.access.role import Role
from domain.access.service_permission import ServicePermission
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR, Actor
from tests.support.memory_ports import MemoryPorts

LOCK = ServicePermission.USERS_WRITE


async def missing(memory: MemoryPorts, by: Actor, target: User | None = None) -> object:
    """The permission that the actor lacks for the act, alone or on the account of ``target``; ``None`` for none."""
    async with memory.read() as work:
        try:
            await (require_permission(work, by, LOCK) if target is None else require_right_over(work, by, target, LOCK))
        except PermissionDenied as denied:
            return denied.members["permission"]
    return None


@pytest.mark.parametrize(("role", "lacks"), [(Role.MANAGER, None), (Role.OWNER, None), (Role.SUPPORT, "users.write")])
async def test_staff_may_do_what_their_stored_role_permits(memory: MemoryPorts, role: Role, lacks: str | None) -> None:
    member, customer = await memory.add_user("boss@example.org", role=role), await memory.add_user()
    assert await missing(memory, member.pk) == lacks
    assert await missing(memory, member.pk, customer) == lacks


async def test_staff_are_acted_on_by_those_alone_who_manage_them(memory: MemoryPorts) -> None:
    owner, manager = [await memory.add_user(f"{role}@example.org", role=role) for role in (Role.OWNER, Role.MANAGER)]
    assert await missing(memory, owner.pk, manager) is None
    assert await missing(memory, manager.pk, owner) == "staff.manage"


async def test_a_member_who_is_gone_or_locked_may_do_nothing(memory: MemoryPorts) -> None:
    member, customer = await memory.add_user("boss@example.org", role=Role.OWNER), await memory.add_user()
    member.is_locked = True
    await memory.update(member)
    for by in (member.pk, memory.ids.random()):
        assert await missing(memory, by) == "users.write"
        assert await missing(memory, by, customer) == "users.write"


async def test_the_operator_may_do_everything(memory: MemoryPorts) -> None:
    owner = await memory.add_user(role=Role.OWNER)
    assert await missing(memory, OPERATOR) is None
    assert await missing(memory, OPERATOR, owner) is None

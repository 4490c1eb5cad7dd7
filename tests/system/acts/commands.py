"""What the operator does by the command line: each command, and what the audit says of it."""

import asyncio
import json
import os
import platform
import pwd
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import attrs

from domain.audit.act import ActorKind
from tests.entrypoints.cli.cli_runner import cortex
from tests.support.app_harness import SECRET
from tests.system.acts.factor_acts import enrolled
from tests.system.acts.scene import ADA, STRANGER, Expected, Scene, on_user
from tests.system.acts.staff_acts import REASON, store_dead_job

SETTINGS = {"SECRET_KEY": SECRET, "SIGNING_KEYS": "cortex.keys"}
NEW_PASSWORD = "kT8-harbour-lantern"
NAMED = ("--first-name", "Grace", "--last-name", "Hopper")


@attrs.frozen
class Operator:
    """The operator, at the machine of the service with its database in ``folder``."""

    scene: Scene
    folder: Path

    async def run(self, *arguments: str, stdin: str = "") -> str:
        """Runs a command, which the audit is to name, and returns what it printed."""
        await self.scene.begin_act()
        done = await asyncio.to_thread(cortex, self.folder, *arguments, stdin=stdin, **SETTINGS)
        assert done.returncode == 0, done.stderr
        return done.stdout


Command = Callable[[Operator], Awaitable[Sequence[Expected]]]


def by_operator(command: str, action: str, scene: Scene, **others: object) -> Expected:
    """What an entry has to say of an act on Ada's account."""
    who = f"{pwd.getpwuid(os.getuid()).pw_name}@{platform.node()}"
    usual = {
        "actor": ActorKind.OPERATOR,
        "by": None,
        "platform": None,
        "origin": {"command": f"cortex {command} ({who})"},
    }
    return on_user(action, scene.ada, **(usual | others))


async def create_admin(operator: Operator) -> Sequence[Expected]:
    await operator.run("create-admin", "--email", STRANGER, "--password-stdin", stdin=f"{NEW_PASSWORD}\n")
    made = await operator.scene.harness.user(STRANGER)
    about = {"subject": ("user", made.pk), "person": made.pk}
    owner = {"role": (None, "owner")}
    return [
        by_operator("create-admin", "user.registered", operator.scene, **about),
        by_operator("create-admin", "email.verified", operator.scene, **about),
        by_operator("create-admin", "role.changed", operator.scene, changes=owner, **about),
    ]


async def raise_somebody(operator: Operator) -> Sequence[Expected]:
    password = ("--password-stdin", "--role", "support")
    await operator.run("create-admin", "--email", ADA, *password, stdin=f"{NEW_PASSWORD}\n")
    scene, command = operator.scene, "create-admin"
    return [
        by_operator(command, "sessions.ended", scene, reason="password_voided"),
        by_operator(command, "password.voided", scene),
        by_operator(command, "role.changed", scene, changes={"role": (None, "support")}),
        by_operator(command, "email.verified", scene),
        by_operator(command, "sessions.ended", scene, reason="password_changed"),
        by_operator(command, "password.changed", scene),
    ]


async def invite(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "invite", STRANGER, *NAMED)
    invited = await operator.scene.harness.user(STRANGER)
    about = {"subject": ("user", invited.pk), "person": invited.pk}
    return [by_operator("users invite", "user.invited", operator.scene, **about)]


async def lock(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "lock", ADA, "--reason", REASON)
    return [
        by_operator("users lock", "sessions.ended", operator.scene, reason="locked"),
        by_operator("users lock", "user.locked", operator.scene, reason=REASON),
    ]


async def unlock(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "lock", ADA)
    await operator.run("users", "unlock", ADA, "--reason", REASON)
    return [by_operator("users unlock", "user.unlocked", operator.scene, reason=REASON)]


async def send_a_password_reset(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "send-password-reset", ADA)
    return [by_operator("users send-password-reset", "password.reset_requested", operator.scene)]


async def reset_factors(operator: Operator) -> Sequence[Expected]:
    await enrolled(operator.scene)
    await operator.run("users", "reset-mfa", ADA, "--reason", REASON)
    return [
        by_operator("users reset-mfa", "sessions.ended", operator.scene, reason="mfa_reset"),
        by_operator("users reset-mfa", "mfa.reset", operator.scene, reason=REASON),
    ]


async def export(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "export", ADA)
    return [by_operator("users export", "data.exported", operator.scene)]


async def delete(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "delete", ADA, "--yes")
    return [by_operator("users delete", "user.deleted", operator.scene)]


async def end_a_session(operator: Operator) -> Sequence[Expected]:
    ended = await operator.scene.session_of(operator.scene.ada)
    await operator.run("sessions", "end", ADA, str(ended))
    session = {"subject": ("session", ended), "session_id": ended}
    return [by_operator("sessions end", "session.ended", operator.scene, reason="ended", **session)]


async def end_all_sessions(operator: Operator) -> Sequence[Expected]:
    await operator.run("sessions", "end", ADA, "--all")
    return [by_operator("sessions end", "sessions.ended", operator.scene, reason="ended")]


async def retry_a_job(operator: Operator) -> Sequence[Expected]:
    dead = await store_dead_job(operator.scene)
    await operator.run("jobs", "retry", str(dead))
    about = {"subject": ("job", dead), "person": None}
    return [by_operator("jobs retry", "job.retried", operator.scene, reason="ping", **about)]


async def retry_dead_jobs(operator: Operator) -> Sequence[Expected]:
    dead = [await store_dead_job(operator.scene) for _job in range(2)]
    await operator.run("jobs", "retry", "--all-dead")
    return [
        by_operator("jobs retry", "job.retried", operator.scene, reason="ping", subject=("job", pk), person=None)
        for pk in dead
    ]


def by_operator_on_key(command: str, action: str, scene: Scene, **others: object) -> Expected:
    about = {"subject": ("key", None), "person": None}
    return by_operator(f"keys {command}", action, scene, **(about | others))


async def generate_a_key(operator: Operator) -> Sequence[Expected]:
    made = json.loads(await operator.run("keys", "generate", "--json"))
    changes = {"kid": (None, made["kid"]), "algorithm": (None, "EdDSA")}
    return [by_operator_on_key("generate", "key.generated", operator.scene, changes=changes)]


async def rotate_keys(operator: Operator) -> Sequence[Expected]:
    await operator.run("keys", "generate")
    kid = json.loads(await operator.run("keys", "rotate", "--now", "--json"))["after"]["kid"]
    changes = {"kid": (None, kid)}
    return [by_operator_on_key("rotate", "key.rotated", operator.scene, reason="at_once", changes=changes)]


async def retire_a_key(operator: Operator) -> Sequence[Expected]:
    await operator.run("keys", "generate")
    kid = json.loads(await operator.run("keys", "generate", "--json"))["kid"]
    await operator.run("keys", "retire", kid)
    return [by_operator_on_key("retire", "key.retired", operator.scene, changes={"kid": (kid, None)})]


async def fill_a_demo(operator: Operator) -> Sequence[Expected]:
    await operator.run("demo", "--accounts", "3")
    about = {"subject": ("demo", None), "person": None, "changes": {"accounts": (None, "3")}}
    return [by_operator("demo", "demo.filled", operator.scene, **about)]


async def look(operator: Operator) -> Sequence[Expected]:
    await operator.run("users", "list")
    return []


COMMANDS: Mapping[str, Command] = {
    command.__name__: command
    for command in (
        create_admin,
        raise_somebody,
        invite,
        lock,
        unlock,
        send_a_password_reset,
        reset_factors,
        export,
        delete,
        end_a_session,
        end_all_sessions,
        retry_a_job,
        retry_dead_jobs,
        generate_a_key,
        rotate_keys,
        retire_a_key,
        fill_a_demo,
        look,
    )
}

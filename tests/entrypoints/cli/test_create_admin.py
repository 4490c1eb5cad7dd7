"""``cortex create-admin`` for an address that has an account."""

import getpass
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.access.role import Role
from domain.access.service_permission import ServicePermission
from domain.accounts import purposes
from domain.accounts.errors import InvalidCredentials
from domain.accounts.link_state import LinkState
from domain.shared_kernel.errors import RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.entrypoints.cli.cli_runner import Done, cortex
from tests.support.app_harness import PASSWORD, AppHarness, app_harness

ADA = "ada@example.org"
NEW_PASSWORD = "kT8-harbour-lantern"
MAKE = ("create-admin", "--email", ADA.upper())
FROM_STDIN = (*MAKE, "--password-stdin")
PROMOTED = f"{ADA} has the role owner now. The password that was given is set."
NOT_CONFIRMED = " Its address had never been confirmed: the password and sessions from before are void.\n"


def test_the_help_says_that_a_staff_member_is_made_and_that_the_role_says_what_they_may(tmp_path: Path) -> None:
    said = " ".join(cortex(tmp_path, "create-admin", "--help").stdout.split())
    assert "Create a staff member, or make one of an existing account." in said
    assert "with --role support this creates nobody who could lock or delete an account" in said
    for role in Role:
        assert role.value in said.partition("Role of the staff member:")[2]
    assert Role.SUPPORT not in ServicePermission.USERS_WRITE.roles
    listed = " ".join(cortex(tmp_path, "--help").stdout.split())
    assert "create-admin Create a staff member, or make one of an existing account." in listed


async def an_account(harness: AppHarness, *, confirmed: bool) -> str:
    """The access token of whoever opened it."""
    user = await harness.register(ADA)
    if confirmed:
        async with harness.container.ports().begin() as work:
            await work.users.update(await work.users.get_by_id(user.pk), is_email_verified=True)
            await work.commit()
    return (await harness.log_in(ADA)).access_token


async def enters(harness: AppHarness, password: str) -> bool:
    try:
        await harness.log_in(ADA, password, platform=Platform.ADMIN)
    except InvalidCredentials:
        return False
    return True


@pytest.mark.parametrize("confirmed", [True, False], ids=["confirmed", "never confirmed"])
@pytest.mark.parametrize("given", ["by a pipe", "at a terminal"])
async def test_a_password_that_is_given_is_set_and_sessions_of_before_end(
    tmp_path: Path, confirmed: bool, given: str
) -> None:
    async with app_harness("sqlite", tmp_path) as harness:
        token = await an_account(harness, confirmed=confirmed)
        if given == "by a pipe" or confirmed:
            done = cortex(tmp_path, *FROM_STDIN, stdin=f"{NEW_PASSWORD}\n")
        else:
            done = cortex_at_terminal(tmp_path, NEW_PASSWORD)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(PROMOTED)
        assert done.stdout.endswith(NOT_CONFIRMED) is not confirmed
        assert [await enters(harness, password) for password in (PASSWORD, NEW_PASSWORD)] == [False, True]
        with pytest.raises(RevokedTokenException):
            await harness.who_am_i(token)
        assert (await harness.user(ADA)).is_email_verified
        harness.pass_time(minutes=1)  # to when the job of the command, which has another clock, is due
        assert (await harness.mails_to(ADA))[-1] == "Your password was changed"


def cortex_at_terminal(folder: Path, password: str) -> Done:
    with patch.object(getpass, "getpass", lambda _prompt: password):
        return cortex(folder, *MAKE, answers="")


@pytest.mark.parametrize("confirmed", [True, False], ids=["confirmed", "never confirmed"])
@pytest.mark.parametrize(("stdin", "fault"), [("short\n", "8 characters"), ("", "8 characters"), ("GraceHopper1", "")])
async def test_a_password_that_is_refused_changes_nothing(
    tmp_path: Path, confirmed: bool, stdin: str, fault: str
) -> None:
    async with app_harness("sqlite", tmp_path) as harness:
        token = await an_account(harness, confirmed=confirmed)
        done = cortex(tmp_path, *FROM_STDIN, stdin=stdin)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("password: ")
        assert fault in done.stderr
        assert (await harness.who_am_i(token)).user.is_staff is False


async def test_a_user_with_a_confirmed_address_needs_no_password_to_become_staff(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path) as harness:
        token = await an_account(harness, confirmed=True)
        done = cortex(tmp_path, *MAKE)
        assert (done.returncode, done.stdout) == (0, f"{ADA} has the role owner now.\n")
        assert (await harness.who_am_i(token)).user.is_staff
        assert await enters(harness, PASSWORD)


async def test_an_address_that_was_never_confirmed_needs_a_password(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path) as harness:
        token = await an_account(harness, confirmed=False)
        done = cortex(tmp_path, *MAKE)
        assert (done.returncode, done.stdout) == (1, "")
        assert "--password-stdin" in done.stderr
        assert (await harness.who_am_i(token)).user.is_staff is False


async def test_the_password_that_somebody_has_already_ends_no_session(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path) as harness:
        token = await an_account(harness, confirmed=True)
        done = cortex(tmp_path, *FROM_STDIN, stdin=f"{PASSWORD}\n")
        assert (done.returncode, done.stdout) == (
            0,
            f"{PROMOTED}\n",
        )
        assert (await harness.who_am_i(token)).user.is_staff


async def test_links_that_were_mailed_before_are_good_for_nothing(tmp_path: Path) -> None:
    async with app_harness("sqlite", tmp_path) as harness:
        await an_account(harness, confirmed=False)
        token = await harness.mailed_token(ADA)
        cortex(tmp_path, *FROM_STDIN, stdin=f"{NEW_PASSWORD}\n")
        followed = harness.container.accounts().inspect_link
        assert (await followed(token, [purposes.VERIFY_EMAIL])).state is not LinkState.GOOD

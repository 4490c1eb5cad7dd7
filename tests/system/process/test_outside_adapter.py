"""The service on a token store that another package brings: the one that the documentation builds."""

import re
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.support.packages import install
from tests.support.worked_example import install_example
from tests.system.api.client import Client
from tests.system.process.cortex import SAFE_HASHES, cortex, serving

ADA = "ada@example.org"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The folder that the example is installed into."""
    return install_example(tmp_path / "installed")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Of an empty store."""
    (tmp_path / "sessions").mkdir()
    return f"folder://{tmp_path / 'sessions'}"


async def test_people_sign_in_at_one_process_and_are_known_to_the_others(
    tmp_path: Path, url: str, installed: Path, http: ClientSession
) -> None:
    with (
        serving(tmp_path, path=str(installed), TOKEN_STORE_URL=url) as (address, _process),
        serving(tmp_path, ("--workers", "2"), path=str(installed), TOKEN_STORE_URL=url) as (other_address, _other),
    ):
        client = Client(http, address)
        await client.register(ADA)
        tokens = (await client.log_in(ADA)).body
        elsewhere = Client(http, other_address).with_token(tokens["access_token"])
        assert (await elsewhere("GET", "/me")).body["email"] == ADA
        renewed = await elsewhere("POST", "/auth/refresh", {"refresh_token": tokens["refresh_token"]})
        known = client.with_token(renewed.body["access_token"])
        assert len((await known("GET", "/me/sessions")).body["items"]) == 1
        assert (await known("POST", "/auth/logout-all")).status == 204
        assert (await elsewhere("GET", "/me")).code == "revoked_token"


async def test_nobody_is_let_in_or_forgotten_while_the_store_is_away(
    tmp_path: Path, url: str, installed: Path, http: ClientSession
) -> None:
    with serving(tmp_path, path=str(installed), TOKEN_STORE_URL=url) as (address, _process):
        client = Client(http, address)
        await client.register(ADA)
        ada = await client.signed_in(ADA)
        (tmp_path / "sessions").rename(tmp_path / "elsewhere")
        assert (await ada("GET", "/me")).status == 503
        (tmp_path / "elsewhere").rename(tmp_path / "sessions")
        assert (await ada("GET", "/me")).status == 200


def test_doctor_says_where_an_adapter_comes_from(tmp_path: Path, url: str, installed: Path) -> None:
    chosen = cortex(tmp_path, "doctor", path=str(installed), TOKEN_STORE_URL=url, **SAFE_HASHES)
    assert "folder:// (token store) comes from cortex-folder 1.0." in chosen.stdout
    assert "The folder keeps sessions." in chosen.stdout
    assert re.search(r"folder +\d+ MB are left for sessions", chosen.stdout)
    other = cortex(tmp_path, "doctor", path=str(installed), **SAFE_HASHES)
    assert "Installed, and not chosen: folder:// (cortex-folder 1.0)." in other.stdout


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("folder:///nowhere/at/all", "there is no such folder. mkdir -p /nowhere/at/all"),
        ("folder://host/path", "'folder://host/path': it must be folder:///PATH, for example"),
        ("folder:///path?sync=no", "it must be folder:///PATH"),
        ("fodler:///path", "an entry point in cortex.token_stores: folder:// (cortex-folder 1.0), for example"),
    ],
)
def test_a_start_with_a_url_that_cannot_be_ends_with_one_line(
    tmp_path: Path, url: str, said: str, installed: Path
) -> None:
    done = cortex(tmp_path, "serve", path=str(installed), TOKEN_STORE_URL=url)
    (line,) = done.stderr.splitlines()
    assert line.startswith("CORTEX_TOKEN_STORE_URL")
    assert said in line
    assert done.returncode == 1


def test_a_start_with_two_packages_that_claim_one_scheme_ends_with_one_line(tmp_path: Path, installed: Path) -> None:
    install(installed, "other-folder", {"cortex.token_stores": {"folder": "other:ADAPTER"}})
    done = cortex(tmp_path, "serve", path=str(installed))
    (line,) = done.stderr.splitlines()
    assert line.startswith("CORTEX_TOKEN_STORE_URL: folder:// is claimed by two adapters, uninstall one: ")
    assert done.returncode == 1


def test_a_start_without_what_an_adapter_needs_says_what_to_install(tmp_path: Path, installed: Path) -> None:
    registering = installed / "cortex_folder/adapter.py"
    text = registering.read_text("utf-8").replace('form="folder', 'extra="cortex-folder[lock]",\n    form="folder')
    registering.write_text(text)
    (installed / "cortex_folder/store.py").write_text("import what_is_not_there\n")
    done = cortex(tmp_path, "serve", path=str(installed), TOKEN_STORE_URL="folder:///tmp")
    assert "pip install 'cortex-folder[lock]'" in done.stderr
    assert done.returncode == 1


def test_an_adapter_that_is_not_chosen_is_not_imported(tmp_path: Path, installed: Path) -> None:
    (installed / "cortex_folder/adapter.py").write_text(f"import sys; sys.exit({sys.maxsize})\n")
    assert cortex(tmp_path, "migrate", path=str(installed)).returncode == 0

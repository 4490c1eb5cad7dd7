import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from bootstrap.adapters.secret_key import FILE_NAME, secret_key
from bootstrap.settings.settings import Settings
from bootstrap.settings.wrong_settings import WrongSettings
from tests.support.app_harness import SECRET, settings_of

STARTERS = 8


def settings_in(folder: Path) -> Settings:
    return settings_of(database_url=f"sqlite+aiosqlite:///{folder}/cortex.db")


def secret_in(folder: Path) -> str:
    return secret_key(settings_in(folder))


def test_a_secret_that_is_given_is_taken() -> None:
    assert secret_key(settings_of(secret_key=SECRET)) == SECRET


def test_the_first_start_makes_a_secret_that_only_its_owner_can_read_and_later_starts_keep_it(tmp_path: Path) -> None:
    made = secret_in(tmp_path)
    assert len(made) >= 48
    assert secret_in(tmp_path) == made
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_several_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ProcessPoolExecutor(STARTERS, mp_context=get_context("forkserver")) as pool:
        assert len(set(pool.map(secret_in, [tmp_path] * STARTERS))) == 1


def test_a_damaged_secret_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("half")
    with pytest.raises(WrongSettings, match="damaged"):
        secret_in(tmp_path)


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o660, 0o601])
def test_a_secret_that_is_open_to_others_stops_the_start_with_the_cure(tmp_path: Path, mode: int) -> None:
    secret_in(tmp_path)
    (tmp_path / FILE_NAME).chmod(mode)
    with pytest.raises(WrongSettings, match=f"chmod 600 {tmp_path / FILE_NAME}"):
        secret_in(tmp_path)


@pytest.mark.parametrize("mode", [0o400, 0o440, 0o600, 0o640])
def test_a_group_may_be_let_in_to_read_the_secret(tmp_path: Path, mode: int) -> None:
    made = secret_in(tmp_path)
    (tmp_path / FILE_NAME).chmod(mode)
    assert secret_in(tmp_path) == made


def test_a_secret_that_machines_share_is_not_made() -> None:
    with pytest.raises(WrongSettings, match="CORTEX_SECRET_KEY is missing"):
        secret_key(settings_of(database_url="postgresql+asyncpg://db/cortex"))


def test_a_service_that_forgets_everything_keeps_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = settings_of(database_url="memory://")
    assert secret_key(settings) != secret_key(settings)
    assert list(tmp_path.iterdir()) == []

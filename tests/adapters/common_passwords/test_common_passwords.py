import subprocess
import sys

import pytest

from adapters.common_passwords.zxcvbn import ZxcvbnCommonPasswords, common_passwords


@pytest.fixture(scope="module")
def common() -> ZxcvbnCommonPasswords:
    return ZxcvbnCommonPasswords()


@pytest.mark.parametrize("password", ["password", "PassWord", "123456", "qwertyuiop", "TRUSTNO1"])
def test_a_common_password_is_known_in_any_case(common: ZxcvbnCommonPasswords, password: str) -> None:
    assert password in common


@pytest.mark.parametrize("password", ["", "correct horse battery staple", "pässword", "\ud800", "x" * 10_000])
def test_anything_else_is_not(common: ZxcvbnCommonPasswords, password: str) -> None:
    assert password not in common


def test_every_password_that_leaks_counted_often_is_known(common: ZxcvbnCommonPasswords) -> None:
    """ASVS 5.0, 6.2.4: at least the 3 000 most common of those that are long enough."""
    assert len([password for password in common_passwords() if len(password) >= 8]) > 10_000
    assert all(password in common for password in ("iloveyou1", "1q2w3e4r", "zaq12wsx", "football1", "a1b2c3d4"))


def test_full_width_letters_are_other_letters(common: ZxcvbnCommonPasswords) -> None:
    assert "".join(chr(ord(letter) + 0xFEE0) for letter in "password") not in common


def test_only_the_list_is_imported_and_only_when_it_is_asked() -> None:
    program = """
import sys
from adapters.common_passwords.zxcvbn import ZxcvbnCommonPasswords, common_passwords
common = ZxcvbnCommonPasswords()
unread = common_passwords.cache_info().currsize == 0
print(unread, "password" in common, [name for name in sys.modules if name.startswith("zxcvbn")])
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout == "True True []\n"

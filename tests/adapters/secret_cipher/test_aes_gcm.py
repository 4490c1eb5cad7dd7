import base64
from uuid import UUID

import pytest

from adapters.secret_cipher.aes_gcm import AesGcmSecretCipher
from domain.credentials.factor import bound_to
from tests.support.memory_ports import KEY

CIPHER = AesGcmSecretCipher(KEY)
SECRET = b"twenty bytes, really"


def test_a_secret_is_read_again_and_never_encrypted_alike() -> None:
    first, second = (CIPHER.encrypt(SECRET, bound_to=b"a row") for _ in range(2))
    assert first != second
    assert [CIPHER.decrypt(each, bound_to=b"a row") for each in (first, second)] == [SECRET, SECRET]
    assert SECRET not in base64.urlsafe_b64decode(first.removeprefix("v1."))


def test_a_secret_that_was_moved_to_another_row_or_key_is_not_read() -> None:
    encrypted = CIPHER.encrypt(SECRET, bound_to=b"a row")
    assert CIPHER.decrypt(encrypted, bound_to=b"another row") is None
    assert AesGcmSecretCipher(KEY[::-1]).decrypt(encrypted, bound_to=b"a row") is None


@pytest.mark.parametrize("position", range(3, 64, 5))
def test_a_secret_that_was_changed_is_not_read(position: int) -> None:
    encrypted = CIPHER.encrypt(SECRET, bound_to=b"")
    other = "A" if encrypted[position] != "A" else "B"
    assert CIPHER.decrypt(f"{encrypted[:position]}{other}{encrypted[position + 1 :]}", bound_to=b"") is None


@pytest.mark.parametrize("text", ["", "v1.", "v1.AAAA", "v1.%%%%", "v2.AAAA", "v1.ü", "plain"])
def test_text_that_was_never_encrypted_is_not_read(text: str) -> None:
    assert CIPHER.decrypt(text, bound_to=b"") is None


def test_a_factor_is_bound_to_its_account_and_its_row() -> None:
    one, two = UUID(int=1), UUID(int=2)
    assert len({bound_to(one, two), bound_to(two, one), bound_to(one, one)}) == 3


def test_a_cipher_does_not_show_its_key() -> None:
    assert repr(KEY)[2:-1] not in repr(CIPHER)

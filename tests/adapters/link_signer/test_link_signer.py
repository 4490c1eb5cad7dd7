import base64
import hashlib
import hmac
from uuid import UUID

import pytest

from adapters.link_signer.hmac import HmacLinkSigner
from domain.accounts import purposes
from domain.accounts.errors import InvalidLink
from domain.accounts.purposes import Purpose
from tests.support.mail_factories import PURPOSES

KEY = bytes(range(32))
ID = UUID("0192f0c1-2d3e-7abc-8def-0123456789ab")
SIGNER = HmacLinkSigner(KEY)
SIGNED = SIGNER.sign(purposes.RESET_PASSWORD, ID)


def test_a_link_bears_the_id_and_its_mac() -> None:
    mac = hmac.new(KEY, b"reset_password" + ID.bytes, hashlib.sha256).digest()
    parts = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (ID.bytes, mac)]
    assert ".".join(parts) == SIGNED


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_signed_link_is_valid_for_its_purpose_alone(purpose: Purpose) -> None:
    assert SIGNER.verify(purpose, SIGNER.sign(purpose, ID)) == ID
    for other in set(PURPOSES) - {purpose}:
        with pytest.raises(InvalidLink):
            SIGNER.verify(other, SIGNER.sign(purpose, ID))


@pytest.mark.parametrize(
    "forged",
    [
        "",
        ".",
        "a.b",
        SIGNED + "=",
        SIGNED + ".",
        SIGNED[:-1],
        f" {SIGNED}",
        SIGNED.replace(".", ""),
        SIGNED.partition(".")[0] + ".",
        SIGNED.replace(".", "=."),
        HmacLinkSigner(bytes(32)).sign(purposes.RESET_PASSWORD, ID),
        "\ud800" + SIGNED,
        "é" * 22 + SIGNED[22:],
        "A" * 4096,
    ],
)
def test_a_forged_link_is_invalid(forged: str) -> None:
    with pytest.raises(InvalidLink):
        SIGNER.verify(purposes.RESET_PASSWORD, forged)


def test_the_spare_bits_of_the_last_letter_must_be_zero() -> None:
    """Base64 has several spellings for the same bytes; one is ours."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = SIGNED[21]
    twin = SIGNED[:21] + letters[letters.index(last) + 1] + SIGNED[22:]
    with pytest.raises(InvalidLink):
        SIGNER.verify(purposes.RESET_PASSWORD, twin)

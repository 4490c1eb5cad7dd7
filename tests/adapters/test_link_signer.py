import base64
import hashlib
import hmac
from uuid import UUID

import pytest

from adapters.link_signer.hmac import HmacLinkSealer
from domain.accounts.errors import InvalidLink
from domain.accounts.one_time_token import Purpose

KEY = bytes(range(32))
ID = UUID("0192f0c1-2d3e-7abc-8def-0123456789ab")
SEALER = HmacLinkSealer(KEY)
SEALED = SEALER.seal(Purpose.RESET_PASSWORD, ID)


def test_a_link_bears_the_id_and_its_mac():
    mac = hmac.new(KEY, b"reset_password" + ID.bytes, hashlib.sha256).digest()
    parts = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (ID.bytes, mac)]
    assert ".".join(parts) == SEALED


@pytest.mark.parametrize("purpose", Purpose)
def test_what_was_sealed_opens_for_its_purpose_alone(purpose):
    assert SEALER.open(purpose, SEALER.seal(purpose, ID)) == ID
    for other in set(Purpose) - {purpose}:
        with pytest.raises(InvalidLink):
            SEALER.open(other, SEALER.seal(purpose, ID))


@pytest.mark.parametrize(
    "forged",
    [
        "",
        ".",
        "a.b",
        SEALED + "=",
        SEALED + ".",
        SEALED[:-1],
        f" {SEALED}",
        SEALED.replace(".", ""),
        SEALED.partition(".")[0] + ".",
        SEALED.replace(".", "=."),
        HmacLinkSealer(bytes(32)).seal(Purpose.RESET_PASSWORD, ID),
        "\ud800" + SEALED,
        "é" * 22 + SEALED[22:],
        "A" * 4096,
    ],
)
def test_whatever_else_is_no_link(forged):
    with pytest.raises(InvalidLink):
        SEALER.open(Purpose.RESET_PASSWORD, forged)


def test_the_spare_bits_of_the_last_letter_must_be_zero():
    """Base64 has several spellings for the same bytes; one is ours."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = SEALED[21]
    twin = SEALED[:21] + letters[letters.index(last) + 1] + SEALED[22:]
    with pytest.raises(InvalidLink):
        SEALER.open(Purpose.RESET_PASSWORD, twin)

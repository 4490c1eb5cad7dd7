from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.device_signer.hmac import HmacDeviceSigner
from application.ports.device_signer import DeviceOwner, SignedDevice

SIGNER = HmacDeviceSigner(b"k" * 32)
ADA = DeviceOwner(uuid4(), 1)
DEVICE = SignedDevice(uuid4(), datetime(2026, 3, 1, 12, tzinfo=UTC))


def test_a_signed_device_is_verified_with_its_id_and_its_expiry() -> None:
    assert SIGNER.verify(ADA, SIGNER.sign(ADA, DEVICE)) == DEVICE


def test_a_signed_device_is_void_for_others_after_another_password_and_under_another_key() -> None:
    signed = SIGNER.sign(ADA, DEVICE)
    assert SIGNER.verify(DeviceOwner(uuid4(), 1), signed) is None
    assert SIGNER.verify(DeviceOwner(ADA.user_id, 2), signed) is None
    assert HmacDeviceSigner(b"x" * 32).verify(ADA, signed) is None


def test_nobody_gives_a_device_a_longer_life() -> None:
    short, long = (SIGNER.sign(ADA, SignedDevice(DEVICE.id, DEVICE.expires_at + timedelta(days=d))) for d in (0, 1))
    assert SIGNER.verify(ADA, f"{long.partition('.')[0]}.{short.partition('.')[2]}") is None


@pytest.mark.parametrize("bent", [lambda s: s + "=", lambda s: s[:-1], lambda s: " " + s, lambda s: s.swapcase()])
def test_a_signed_device_has_one_spelling(bent: Callable[[str], str]) -> None:
    assert SIGNER.verify(ADA, bent(SIGNER.sign(ADA, DEVICE))) is None


@given(st.text())
def test_any_text_in_place_of_a_device_is_unknown_and_no_error(shown: str) -> None:
    assert SIGNER.verify(ADA, shown) is None
    assert SIGNER.verify(ADA, f"{SIGNER.sign(ADA, DEVICE).partition('.')[0]}.{shown}") is None

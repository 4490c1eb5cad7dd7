from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.device_signer.hmac import HmacDeviceSealer
from application.ports.device_signer import DeviceOwner, SealedDevice

SEALER = HmacDeviceSealer(b"k" * 32)
ADA = DeviceOwner(uuid4(), 1)
DEVICE = SealedDevice(uuid4(), datetime(2026, 3, 1, 12, tzinfo=UTC))


def test_what_was_sealed_names_the_device_and_its_end():
    assert SEALER.open(ADA, SEALER.seal(ADA, DEVICE)) == DEVICE


def test_it_is_worth_nothing_to_others_after_another_password_nor_under_another_key():
    sealed = SEALER.seal(ADA, DEVICE)
    assert SEALER.open(DeviceOwner(uuid4(), 1), sealed) is None
    assert SEALER.open(DeviceOwner(ADA.user_id, 2), sealed) is None
    assert HmacDeviceSealer(b"x" * 32).open(ADA, sealed) is None


def test_nobody_gives_a_device_a_longer_life():
    short, long = (SEALER.seal(ADA, SealedDevice(DEVICE.id, DEVICE.expires_at + timedelta(days=d))) for d in (0, 1))
    assert SEALER.open(ADA, f"{long.partition('.')[0]}.{short.partition('.')[2]}") is None


@pytest.mark.parametrize("bent", [lambda s: s + "=", lambda s: s[:-1], lambda s: " " + s, lambda s: s.swapcase()])
def test_there_is_one_spelling(bent):
    assert SEALER.open(ADA, bent(SEALER.seal(ADA, DEVICE))) is None


@given(st.text())
def test_whatever_is_shown_is_never_an_error(shown):
    assert SEALER.open(ADA, shown) is None
    assert SEALER.open(ADA, f"{SEALER.seal(ADA, DEVICE).partition('.')[0]}.{shown}") is None

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.device_sealer.hmac import HmacDeviceSealer

SEALER = HmacDeviceSealer(b"k" * 32)
ADA, DEVICE = uuid4(), uuid4()


def test_what_was_sealed_names_the_device():
    assert SEALER.open(ADA, SEALER.seal(ADA, DEVICE)) == DEVICE


def test_it_is_worth_nothing_to_others_nor_under_another_key():
    sealed = SEALER.seal(ADA, DEVICE)
    assert SEALER.open(uuid4(), sealed) is None
    assert HmacDeviceSealer(b"x" * 32).open(ADA, sealed) is None


@pytest.mark.parametrize("bent", [lambda s: s + "=", lambda s: s[:-1], lambda s: " " + s, lambda s: s.swapcase()])
def test_there_is_one_spelling(bent):
    assert SEALER.open(ADA, bent(SEALER.seal(ADA, DEVICE))) is None


@given(st.text())
def test_whatever_is_shown_is_never_an_error(shown):
    assert SEALER.open(ADA, shown) is None
    assert SEALER.open(ADA, f"{SEALER.seal(ADA, DEVICE).partition('.')[0]}.{shown}") is None

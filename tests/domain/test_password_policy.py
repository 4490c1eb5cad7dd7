import pytest

from domain.accounts.password_policy import PasswordPolicy
from domain.shared_kernel.text import BrokenRule

POLICY = PasswordPolicy(common={"correct horse battery staple"})
ADA = ("ada.lovelace@example.org", "Ada", "Lovelace")


@pytest.mark.parametrize(
    "password",
    [
        "vXq3-mountain",
        "pässwörter-sind-länger",
        "пароль подлиннее",
        "x" * 256,
        "Adaptation-to-rain",
        "        8 spaces",
    ],
)
def test_long_and_uncommon_passwords_are_welcome(password):
    POLICY.require(password, ADA)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "too_short"),
        ("x" * 257, "too_long"),
        ("line\nbreak-line", "invalid_text"),
        ("lone\ud800surrogate", "invalid_text"),
        ("correct horse battery staple", "common_password"),
        ("AdaLovelace1815", "common_password"),
        ("ada.lovelace@example.org", "common_password"),
        ("nexus-cortex", "common_password"),
        ("Cortex2026", "common_password"),
    ],
)
def test_short_odd_and_guessable_passwords_are_refused(password, code):
    with pytest.raises(BrokenRule) as refused:
        POLICY.require(password, ADA)
    assert refused.value.code == code


def test_characters_are_counted_in_their_composed_form():
    with pytest.raises(BrokenRule):
        POLICY.require("e\u0301" * 7, ADA)
    POLICY.require("e\u0301" * 8, ADA)

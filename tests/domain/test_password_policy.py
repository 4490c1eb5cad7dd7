import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.accounts.guessable_parts import unguessable_part
from domain.accounts.password_policy import PasswordPolicy
from domain.shared_kernel.text import BrokenRule

POLICY = PasswordPolicy(common={"correct horse battery staple", "summer", "sunshine", "password"})
ADA = ("ada.lovelace@example.org", "Ada", "Lovelace")


@pytest.mark.parametrize(
    "password",
    [
        "vXq3-mountain",
        "pässwörter-sind-länger",
        "пароль подлиннее",
        "".join(chr(0x4E00 + n * n % 20_000) for n in range(256)),
        "tree-power-were",
        "blue tower 1984 rain",
        "gh7Kp2Lm9q",
        "Adaptation-to-rain",
        "        8 spaces",
        "welcome-fjord-quiz",
        "8273645190",
        "k3t7-m0r4-b5n9",
        "4@4!1!$5zm",
    ],
)
def test_long_and_uncommon_passwords_are_welcome(password: str) -> None:
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
        ("cortex12345", "common_password"),
        ("Nexus!Cortex#1", "common_password"),
        ("987654321", "common_password"),
        ("111111111", "common_password"),
        ("aaaabbbb", "common_password"),
        ("abcdabcd", "common_password"),
        ("kuga-kuga-kuga-", "common_password"),
        ("x" * 256, "common_password"),
        ("qwer1234", "common_password"),
        ("1qaz2wsx", "common_password"),
        ("1Q2W3E4R5T", "common_password"),
        ("zaq!xsw@cde#", "common_password"),
        ("qwertz123", "common_password"),
        ("йцукенгш", "common_password"),
        ("ضصثقفغعه", "common_password"),
        ("!@#$%^&*", "common_password"),
        ("19841984", "common_password"),
        ("Summer2026!", "common_password"),
        ("$unshine99", "common_password"),
        ("P@ssw0rd2026!", "common_password"),
        ("c0rt3x123", "common_password"),
        ("N3xu$C0rt3x", "common_password"),
        ("4d4L0v3l4c3", "common_password"),
        ("ｐａｓｓｗｏｒｄ", "common_password"),
        ("ｃｏｒｔｅｘ１２３", "common_password"),
        ("pass\u200bword", "common_password"),
        ("cor\u00adtex2026", "common_password"),
        ("administrator", "common_password"),
        ("Guest123", "common_password"),
        ("January2026!", "common_password"),
        ("Contraseña1", "common_password"),
        ("привет12", "common_password"),
    ],
)
def test_short_odd_and_guessable_passwords_are_refused(password: str, code: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        POLICY.require(password, ADA)
    assert refused.value.code == code


NOTHING_SECRET = st.sampled_from(
    [
        *("123", "4321", "ABC", "zyx", "эюя", "aaa", "!!!"),
        *("qwer", "lkjh", "2wsx"),
        *("2026", "1999", "Cortex", "Ada", "lovelace"),
    ]
)


@given(st.lists(NOTHING_SECRET, min_size=3, max_size=20), st.sampled_from(["", "-", "_", "."]))
def test_a_password_of_guessable_parts_alone_is_refused(parts: list[str], between: str) -> None:
    password = between.join(parts)
    assume(8 <= len(password) <= 256)
    with pytest.raises(BrokenRule) as refused:
        POLICY.require(password, ADA)
    assert refused.value.code == "common_password"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=256))
def test_the_unguessable_part_of_a_password_is_part_of_it(password: str) -> None:
    left = iter(unguessable_part(password, {"cortex"}))
    rest = iter(password)
    assert all(character in rest for character in left)


def test_characters_are_counted_in_their_composed_form() -> None:
    with pytest.raises(BrokenRule):
        POLICY.require("".join(f"{vowel}\u0301" for vowel in "aeoiuye"), ADA)
    POLICY.require("".join(f"{vowel}\u0301" for vowel in "aeoiuyeo"), ADA)


def test_an_address_is_guessable_by_its_parts() -> None:
    with pytest.raises(BrokenRule):
        POLICY.require("lovelace-ada-7", ["ada.lovelace@example.org"])


@pytest.mark.parametrize(("left", "is_welcome"), [("kvpz", False), ("kvpzm", True)])
def test_a_password_needs_five_characters_beside_what_is_guessable(left: str, *, is_welcome: bool) -> None:
    try:
        POLICY.require(f"lovelace{left}", ADA)
    except BrokenRule:
        assert not is_welcome
    else:
        assert is_welcome

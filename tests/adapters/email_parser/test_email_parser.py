import unicodedata
from contextlib import suppress
from time import thread_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.email_parser.email_validator import INVALID_EMAIL, EmailValidatorParser
from domain.accounts.email_address import MAX_EMAIL_LENGTH
from domain.shared_kernel.text import INVALID_TEXT, TOO_LONG, BrokenRule

parse = EmailValidatorParser().parse
anything = st.text(st.characters(exclude_categories=()))
nearly_addresses = st.builds("{}@{}{}".format, anything, anything, st.sampled_from(["", ".org", ".example.org"]))


@pytest.mark.parametrize(
    ("written", "parsed"),
    {
        "ada@example.org": "ada@example.org",
        "Ada.Lovelace+notes@Example.ORG": "Ada.Lovelace+notes@example.org",
        "Postmaster@example.org": "Postmaster@example.org",
        "jose\u0301@example.org": "jos\u00e9@example.org",
        "ada@bu\u0308cher.example.org": "ada@b\u00fccher.example.org",
        "ada@xn--bcher-kva.example.org": "ada@b\u00fccher.example.org",
        "用户@例子.公司": "用户@例子.公司",
        "a" * 64 + "@example.org": "a" * 64 + "@example.org",
    }.items(),
)
def test_an_address_keeps_its_name_and_lowers_its_domain(written: str, parsed: str) -> None:
    assert parse(written) == parsed


@pytest.mark.parametrize(
    "text",
    [
        *("", "@", "ada", "ada@", "@example.org", "ada@example", "ada@localhost", "ada@host.local", "a@b@example.org"),
        *("a da@example.org", "ada@exa mple.org", "ada\u00a0@example.org", "ada@ example.org", " "),
        *("ada@example..org", ".ada@example.org", "ada.@example.org", "a..da@example.org", "ada@-example.org"),
        *("Ada <ada@example.org>", "<ada@example.org>", '"ada"@example.org', "ada@[127.0.0.1]", "ada@127.0.0.1"),
        *("mailto:ada@example.org,bob@example.org", "ada\uff20example.org", "ada@example.org.", "ada@exa_mple.org"),
        *("a" * 65 + "@example.org", "ada@" + "a" * 64 + ".org", "ada@xn--a.org", "ada@\u200bexample.org"),
    ],
)
def test_anything_else_is_told_what_is_expected(text: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        parse(text)

    assert (refused.value.code, refused.value.message) == ("invalid_email", INVALID_EMAIL)


@pytest.mark.parametrize("blank", [" ", "   ", "\t", "\r\n", "\u00a0", "\u3000", "\u2003"])
@pytest.mark.parametrize("form", ["{}ada@example.org", "ada@example.org{}", "{0}ada@example.org{0}"])
def test_blanks_around_an_address_are_taken_away(form: str, blank: str) -> None:
    assert parse(form.format(blank)) == "ada@example.org"


@pytest.mark.parametrize("character", ["\x00", "\n", "\r", "\t", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("form", ["a{}da@example.org", "ada@exa{}mple.org", "ada@example.org{}x"])
def test_control_characters_and_lone_surrogates_are_invalid_text(form: str, character: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        parse(form.format(character))

    assert (refused.value.code, refused.value.message) == ("invalid_text", INVALID_TEXT)


@pytest.mark.parametrize("length", [MAX_EMAIL_LENGTH + 1, 1016, 1017, 65_536])
def test_a_long_address_is_told_the_limit(length: int) -> None:
    with pytest.raises(BrokenRule) as refused:
        parse("ada@".ljust(length - 4, "a") + ".org")

    assert (refused.value.code, refused.value.message) == ("too_long", TOO_LONG.bind({"limit": MAX_EMAIL_LENGTH}))


def test_the_longest_address_is_taken() -> None:
    longest = "a" * 64 + "@" + ".".join(["b" * 61] * 3) + ".org"
    assert len(longest) == MAX_EMAIL_LENGTH

    parsed = parse(longest)

    assert parsed == longest


def test_the_limit_counts_composed_characters() -> None:
    written = "jose\u0301." + "a" * 59 + "@" + ".".join(["b" * 61] * 2) + "." + "b" * 60 + ".org"
    assert len(unicodedata.normalize("NFC", written)) <= MAX_EMAIL_LENGTH < len(written) + 2

    parsed = parse(written)

    assert parsed == unicodedata.normalize("NFC", written)


@given(anything | nearly_addresses)
@example("Postmaster@example.org")
@example("a@\u00df.org")
@example("a@\u2488.org")
def test_any_text_is_an_address_or_a_broken_rule(text: str) -> None:
    with suppress(BrokenRule):
        parsed = parse(text)

        assert parse(parsed) == parsed == unicodedata.normalize("NFC", parsed)
        assert len(parsed) <= MAX_EMAIL_LENGTH


@pytest.mark.parametrize("text", ["a" + "\u0301\u0323" * 16_000, "@" * 65_536, "a@" + "." * 65_000, "\u202e" * 65_536])
def test_a_hostile_text_is_refused_in_no_time(text: str) -> None:
    begun = thread_time()

    with pytest.raises(BrokenRule):
        parse(text)

    assert thread_time() - begun < 0.2

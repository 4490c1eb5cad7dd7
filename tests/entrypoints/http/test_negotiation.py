"""RFC 9110 Accept-Language by RFC 4647 lookup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared_kernel.language import Language, Languages
from entrypoints.http.middlewares.negotiation import MAX_CACHED_CHARS, MAX_HEADER_CHARS, Negotiation
from tests.support.languages import LANGUAGES

negotiate = Negotiation(LANGUAGES)
CASES = {
    "": None,
    "de": "de",
    "DE-ch": "de",
    "zh-Hant-TW, pt-BR, es-419": "es",
    "pt-BR": None,
    "en;q=0.1, fr;q=0.2": "fr",
    "en;q=0.2, fr;q=0.2": "en",
    "fr ; q=0.5 , de\t;\tQ=0.6": "de",
    "de;q=0": None,
    "de-CH, de;q=0": None,
    "de;q=0, it;q=0.001": "it",
    "*": None,
    "*;q=0.5, ru;q=0.4": None,
    "en;q=0, *": "ar",
    "en;q=0, ar;q=0, *;q=0.1": "de",
    "*;q=0": None,
    "de;q=1.001": None,
    "de;q=0.0001": None,
    "de;q=-1, it": "it",
    "de;q=x, it;q=0.3": "it",
    "de;q=1.000": "de",
    "de_CH, deutsch, german": None,
    ",,, ,de,": "de",
    "d\u0435": None,
    "de;q=0.5;x=y": None,
    "en-US,en;q=0.9,de;q=0.8": "en",
    "e" * 9: None,
}


@pytest.mark.parametrize(("header", "language"), CASES.items())
def test_a_header_is_read_as_the_standards_say(header: str, language: str | None) -> None:
    assert negotiate(header) == language


def test_a_very_long_header_is_passed_over() -> None:
    assert negotiate("de" + " " * MAX_HEADER_CHARS) is None


@given(st.text())
def test_no_header_is_an_error(header: str) -> None:
    assert negotiate(header) in {None, *LANGUAGES}


@given(st.permutations(list(LANGUAGES)), st.sampled_from(["", "-x", "-Latn-001"]))
def test_the_first_of_equals_wins(languages: list[Language], suffix: str) -> None:
    assert negotiate(", ".join(language + suffix for language in languages)) is languages[0]


@given(st.dictionaries(st.sampled_from(list(LANGUAGES)), st.integers(0, 1000), min_size=1))
def test_the_heaviest_wins_and_zero_never_does(weights: dict[Language, int]) -> None:
    chosen = negotiate(", ".join(f"{language};q={weight / 1000:.3f}" for language, weight in weights.items()))
    heaviest = max(weights.values())
    assert (weights[chosen] == heaviest) if chosen else heaviest == 0


def test_an_unusually_long_header_is_not_cached() -> None:
    before = negotiate.cached
    for length in range(MAX_CACHED_CHARS + 1, MAX_CACHED_CHARS + 300):
        assert negotiate("de," + "x" * (length - 3)) == Language("de")
    assert negotiate.cached == before


REGIONS = Negotiation(Languages((Language("zh-Hant"), Language("pt-BR"), Language("pt"))))


@pytest.mark.parametrize(
    ("header", "language"),
    {
        "pt-BR": "pt-BR",
        "pt-PT": "pt",
        "PT": "pt",
        "zh": "zh-Hant",
        "zh-hant-TW": "zh-Hant",
        "zh-Hant;q=0, *": "pt-BR",
        "en": None,
    }.items(),
)
def test_a_region_is_left_out_from_the_end_until_a_language_is_found(header: str, language: str | None) -> None:
    assert REGIONS(header) == language


def test_any_language_but_the_default_one_means_the_first_of_the_others() -> None:
    negotiate = Negotiation(Languages((Language("de"), Language("ru"), Language("en"))))
    assert (negotiate("*"), negotiate("de;q=0, *")) == (None, "ru")

"""Colours that everybody can tell apart: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

import re
from importlib.resources import files

import pytest

STYLE = (files("entrypoints.http.pages") / "templates" / "style.css").read_text("utf-8")
LIGHT, DARK = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
]
TEXT, PARTS = 4.5, 3.0


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "sheet", TEXT),
        ("soft", "sheet", TEXT),
        ("soft", "ground", TEXT),
        ("wrong", "sheet", TEXT),
        ("act", "ground", TEXT),
        ("on-act", "act", TEXT),
        ("on-act", "act-hover", TEXT),
        ("line", "sheet", PARTS),
        ("act", "sheet", PARTS),
    ],
)
def test_text_and_controls_stand_out_from_their_background(
    scheme: dict[str, str], front: str, back: str, least: float
) -> None:
    assert contrast(scheme[front], scheme[back]) >= least


def test_both_schemes_name_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()

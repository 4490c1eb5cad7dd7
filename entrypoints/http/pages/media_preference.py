"""Chooses between HTML and JSON by ``Accept`` (RFC 9110, 12.5.1)."""

from collections.abc import Iterator, Mapping, Sequence

from aiohttp import web

HTML, JSON = "text/html", "application/json"


def wants_html(request: web.Request, *, by_default: bool) -> bool:
    """Returns true if HTML is preferred to JSON; ``by_default`` decides if both are accepted equally."""
    offers = (HTML, JSON) if by_default else (JSON, HTML)
    return preferred(",".join(request.headers.getall("Accept", ())), offers) == HTML


def preferred(accept: str, offers: Sequence[str]) -> str:
    """Returns the offer that ``Accept`` weights highest, the first of equals. If none is accepted, the first."""
    weights = dict(_weights(accept))
    return max(offers, key=lambda offer: _weight(offer, weights)) if weights else offers[0]


def _weights(accept: str) -> Iterator[tuple[str, float]]:
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        if media_range:
            yield media_range, _quality(parameters)


def _quality(parameters: Sequence[str]) -> float:
    """Returns the weight of a media range; 0 if it is malformed."""
    named = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    digits = named.replace(".", "", 1)
    return min(float(named), 1.0) if digits.isascii() and digits.isdigit() else 0.0


def _weight(offer: str, weights: Mapping[str, float]) -> float:
    """Returns the weight of the most specific range that the offer matches."""
    ranges = (offer, f"{offer.partition('/')[0]}/*", "*/*")
    return next((weights[known] for known in ranges if known in weights), 0.0)

"""The few elements of SVG that a plot needs."""

from collections.abc import Sequence
from html import escape

Point = tuple[float, float]


def text(at: Point, content: str, kind: str) -> str:
    """Returns a text; ``kind`` is its class in the style sheet."""
    return f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" class="{kind}">{escape(content)}</text>'


def line(begin: Point, end: Point, kind: str) -> str:
    """Returns a straight line."""
    (x1, y1), (x2, y2) = begin, end
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def path(points: Sequence[Point], kind: str) -> str:
    """Returns a line through points, with a dot on each."""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" class="{kind}"/>' for x, y in points)
    return f'<polyline points="{joined}" class="{kind}"/>{dots}'


def document(width: float, height: float, title: str, style: str, elements: Sequence[str]) -> str:
    """Returns a picture, which readers of screens know by its title."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n" + "\n".join(elements) + "\n</svg>\n"
    )

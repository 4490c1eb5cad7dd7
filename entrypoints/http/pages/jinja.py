"""Renders the templates of pages. Most processes never show a page, so this module, and Jinja with it, is imported with
the first one."""

from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined

from entrypoints.http.pages.page_files import page_files


def render_template(name: str, /, **variables: object) -> str:
    """Returns the HTML of a template, which is compiled when it is first rendered."""
    return _environment().get_template(f"{name}.html.jinja").render(variables)


@cache
def _environment() -> Environment:
    return Environment(
        loader=DictLoader(page_files()),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

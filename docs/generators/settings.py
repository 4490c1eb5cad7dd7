"""The reference of settings, made of their declarations."""

import inspect

import attrs

from bootstrap.domains.all_settings import setting_groups
from bootstrap.settings.declaration import SettingSpec, declarations
from docs.generators.markdown import code, sentence


def text() -> str:
    """Returns a section for each group of settings, with a section for each of its settings."""
    return "\n".join(map(_section, setting_groups()))


def _section(group: "type[attrs.AttrsInstance]") -> str:
    title = sentence(inspect.getdoc(inspect.getmodule(group))).rstrip(".")
    entries = "\n".join(_entry(declaration) for _name, declaration in declarations(group))
    return f"## {title}\n\n{sentence(group.__doc__)}\n\n{entries}"


def _entry(declaration: SettingSpec) -> str:
    lines = [
        f"{declaration.about}.",
        "",
        f"- Default: {_shown(declaration.default)}",
        f"- It must {declaration.must}.",
        f"- Example: {code(f'{declaration.variable}={declaration.example}')}",
    ]
    if declaration.secret:
        lines.append("- It is a secret, or holds one: it is masked wherever settings are shown.")
    return f"### {code(declaration.variable)}\n\n" + "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    """Returns a default as it would be written in the environment."""
    if default in ("", ()):
        return "empty"
    return code(str(default).lower() if isinstance(default, bool) else default)

from collections.abc import Iterator, Sequence

import attrs

from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

BUILT_IN = "built in"
COMES_FROM = _("{scheme}:// ({port}) comes from {package}.")
ALL_BUILT_IN = _("Built in: {adapters}.")
NOT_CHOSEN = _("Installed, and not chosen: {adapters}.")


@attrs.frozen
class ChosenAdapter:
    """The adapter of one port, by its scheme. ``origin`` is the package that it comes from, with its version."""

    about: str
    scheme: str
    origin: str


@attrs.frozen(eq=False, repr=False)
class AdapterOrigins:
    """Says which package each chosen adapter comes from, and which other adapters are installed."""

    chosen: Sequence[ChosenAdapter]
    unchosen: Sequence[str] = ()
    about: str = "adapters"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding for each package that is not this one, or one that there is none."""
        return list(self._findings())

    def _findings(self) -> Iterator[Finding]:
        for each in self.chosen:
            if each.origin != BUILT_IN:
                facts = {"scheme": each.scheme, "port": each.about, "package": each.origin}
                yield Finding(self.about, Mark.OK, COMES_FROM.bind(facts))
        built_in = ", ".join(f"{each.about} {each.scheme}" for each in self.chosen if each.origin == BUILT_IN)
        yield Finding(self.about, Mark.OK, ALL_BUILT_IN.bind({"adapters": built_in}))
        if self.unchosen:
            yield Finding(self.about, Mark.NOTE, NOT_CHOSEN.bind({"adapters": ", ".join(self.unchosen)}))

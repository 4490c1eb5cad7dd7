"""``/problems/…``: the pages that the ``type`` of problem documents links to."""

from collections.abc import Mapping, Sequence

import attrs
from aiohttp import web

from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.page_route import PageRoute
from entrypoints.http.kit.problems import problem_type
from entrypoints.http.pages.problem_code import ProblemCode
from entrypoints.http.pages.problem_codes import problem_codes
from entrypoints.http.pages.reading import Representation, page_handler
from entrypoints.http.pages.rendering import PageRenderer
from entrypoints.http.pages.surface import problem_surface


@attrs.frozen
class ProblemPages:
    """Explains each error code in the reader's language, as a page or as JSON."""

    renderer: PageRenderer
    public_url: str = ""
    codes: Mapping[str, ProblemCode] = attrs.field(factory=problem_codes)

    def routes(self) -> Sequence[PageRoute]:
        """Returns the routes of the pages."""
        surface = problem_surface(self.renderer)
        return [
            PageRoute(
                surface=surface,
                local_path=local_path,
                handle=page_handler(self.renderer, html_by_default=True, answer=answer),
            )
            for local_path, answer in (("", self._every), ("/{code}", self._one))
        ]

    def _every(self, form: Representation) -> web.Response:
        if not form.is_html:
            return form.json({"problems": [self._document(problem) for problem in self.codes.values()]})
        of_requests = [problem for problem in self.codes.values() if not problem.is_of_field]
        of_fields = [problem for problem in self.codes.values() if problem.is_of_field]
        return form.page("problems", of_requests=of_requests, of_fields=of_fields)

    def _one(self, form: Representation) -> web.Response:
        problem = self.codes.get(form.request.match_info["code"])
        if problem is None:
            raise NotFoundException
        return form.page("problem", problem=problem) if form.is_html else form.json(self._document(problem))

    def _document(self, problem: ProblemCode) -> Mapping[str, object]:
        translate = self.renderer.translate
        return {
            "type": problem_type(self.public_url, problem.code),
            "code": problem.code,
            "status": problem.status,
            "meaning": translate(problem.meaning),
            "when": translate(problem.when),
            "remedy": translate(problem.remedy),
        }

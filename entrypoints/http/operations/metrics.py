import attrs

from application.audit.measure_audit import MeasureAudit
from application.jobs.count_jobs import CountJobs
from application.ports.meter import Meter
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@attrs.frozen(eq=False, repr=False)
class Metrics:
    """Figures in the text format of Prometheus, for operators."""

    meter: Meter
    count_jobs: CountJobs
    measure_audit: MeasureAudit

    @endpoint(operation_id="get_metrics", requires=PUBLIC, summary="Figures for Prometheus")
    async def read(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the figures of all processes, of the jobs and of the audit."""
        text = self.meter.render(await self.count_jobs(), await self.measure_audit())
        return EndpointResponse(text, headers={"Content-Type": TEXT_FORMAT})

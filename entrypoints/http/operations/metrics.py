import attrs

from application.jobs.count_jobs import CountJobs
from application.ports.meter import Meter
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@attrs.frozen
class Metrics:
    """Figures in the text format of Prometheus, for operators."""

    meter: Meter
    count_jobs: CountJobs

    @endpoint(operation_id="get_metrics", requires=PUBLIC, summary="Figures for Prometheus")
    async def read(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the figures of this process, and the number of jobs by status."""
        return EndpointResponse(self.meter.render(await self.count_jobs()), headers={"Content-Type": TEXT_FORMAT})

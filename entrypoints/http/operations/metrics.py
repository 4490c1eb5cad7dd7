import attrs

from application.jobs.count_jobs import CountJobs
from application.ports.meter import Meter
from entrypoints.http.kit.endpoint import get
from entrypoints.http.kit.request import Answer, Call

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@attrs.frozen
class Metrics:
    """Figures in the text format of Prometheus, for operators."""

    meter: Meter
    counting: CountJobs

    @get("/metrics", operation_id="get_metrics", public=True, summary="Figures for Prometheus")
    async def read(self, call: Call[None]) -> Answer:
        return Answer(self.meter.exposition(await self.counting()), headers={"Content-Type": TEXT_FORMAT})

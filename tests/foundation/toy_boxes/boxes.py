"""A domain in one file: a box waits for everybody who registers, and is opened by a link.

``test_toy_domain`` puts it into ``bootstrap/domains`` of a copy. Boxes are kept in the memory of the process, which
stands for another system than the database."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

import attrs

from application.accounts.services.link_verifier import LinkVerifier
from application.accounts.services.outgoing_mail import OutgoingMail
from application.jobs.schedule import Periodic
from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.personal_data import PersonalData
from application.ports.id_factory import IdFactory
from application.ports.mail_kind import LinkKind, MailKind
from application.ports.subscriber import Subscriber
from application.ports.unit_of_work import BeginWork, UnitOfWork
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from domain.accounts.events import UserRegistered
from domain.accounts.purposes import Purpose
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.events import DomainEvent
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.messages import Message
from entrypoints.http.customer.surface import CUSTOMER
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import get
from entrypoints.http.pages.link_page import LinkAct, LinkPage
from entrypoints.schemas.base import Schema
from entrypoints.schemas.export.form import ExportMember


class Box(Entity):
    """A box of one person."""

    table_name = "boxes"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # made by the id factory
    holder_id: Field[UUID] = field()
    content: Field[str] = field()


SHELF: dict[UUID, Box] = {}
COUNTS: list[int] = []

OPEN_BOX = Purpose("open_box")
BOX_READY = MailKind(
    "box_ready",
    Message("A box waits for you"),
    LinkKind(OPEN_BOX, "open-box", timedelta(hours=2)),
    template="boxes/box_ready",
)
BOX_OPENED = MailKind("box_opened", Message("Your box was opened"), template="boxes/box_opened")
PAGE = LinkPage(
    title=Message("A box"),
    lead=Message("Will you open it?"),
    act=Message("Open it"),
    done_title=Message("It is open"),
    done=Message("Enjoy it."),
    already_title=Message("It is open already"),
    already=Message("Enjoy it."),
    again=Message("There is no other."),
)


@attrs.frozen
class PackBoxJob(Job):
    """Packs a box for a person."""

    name = "pack_box"

    user_id: UUID


@attrs.frozen
class CountBoxesJob(Job):
    """Counts all boxes."""

    name = "count_boxes"


@attrs.frozen
class PackForNewcomers(Subscriber):
    """Leaves a job for everybody who registers, in the transaction of that act."""

    enqueue: Enqueue

    async def __call__(self, work: UnitOfWork, events: Sequence[DomainEvent]) -> None:
        for event in events:
            if isinstance(event, UserRegistered):
                await self.enqueue(work, PackBoxJob(event.user_id))


@attrs.frozen
class PackBox(JobHandler[PackBoxJob]):
    """Packs the box, and mails the link that opens it."""

    mails: OutgoingMail
    ids: IdFactory

    async def __call__(self, job: PackBoxJob) -> Effect:
        SHELF[job.user_id] = Box(pk=self.ids.random(), holder_id=job.user_id, content="a teapot")
        return partial(self._invite, job.user_id)

    async def _invite(self, user_id: UUID, work: UnitOfWork) -> None:
        await self.mails.send_link(work, BOX_READY, user_id)


@attrs.frozen
class CountBoxes(JobHandler[CountBoxesJob]):
    """Notes how many boxes there are."""

    async def __call__(self, job: CountBoxesJob) -> None:
        COUNTS.append(len(SHELF))


@attrs.frozen
class OpenBox:
    """The recipient of a link may open the box."""

    begin: BeginWork
    links: LinkVerifier
    mails: OutgoingMail

    async def __call__(self, token: str, _password: str) -> Sequence[str]:
        """Spends the link, and mails a notice."""
        async with self.begin() as work:
            _token, user = await self.links.spend(work, token, [OPEN_BOX])
            await self.mails.notify(work, BOX_OPENED, user.pk)
            await work.commit()
        return ()


class BoxBody(Schema):
    """A box as JSON."""

    id: UUID
    content: str


class ShelfBody(Schema):
    """All boxes, as numbers."""

    waiting: int
    counts: tuple[int, ...]


class ShelfHandler:
    """Shows how many boxes there are."""

    @endpoint(operation_id="count_boxes", summary="All boxes", answer=ShelfBody)
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the numbers."""
        return EndpointResponse(ShelfBody(waiting=len(SHELF), counts=tuple(COUNTS)))


async def _boxes_of(user_id: UUID) -> Sequence[Box]:
    return [box for box in SHELF.values() if box.holder_id == user_id]


async def _erase(_work: UnitOfWork, user_id: UUID) -> None:
    SHELF.pop(user_id, None)


def _mails(_settings: Settings) -> Sequence[MailKind]:
    return [BOX_READY, BOX_OPENED]


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    withheld = {"holder_id": "the id of the account, which is shown with it"}
    return [PersonalData(name="boxes", entity=Box, withheld=withheld, read_elsewhere=_boxes_of, erase=_erase)]


def _subscribers(ports: Ports, _settings: Settings) -> Sequence[Subscriber]:
    return [PackForNewcomers(ports.enqueue)]


def _parts(core: Core) -> Parts:
    services = core.accounts.services
    open_box = OpenBox(core.ports.begin, services.links, services.mails)
    return Parts(
        endpoints={CUSTOMER: [get("/boxes", ShelfHandler().show)]},
        links=[LinkAct(BOX_READY, PAGE, open_box)],
        jobs={PackBoxJob: PackBox(services.mails, core.ports.ids), CountBoxesJob: CountBoxes()},
    )


DOMAIN = Domain(
    name="boxes",
    mails=_mails,
    periodic=[Periodic(CountBoxesJob(), every=timedelta(hours=1))],
    subscribers=_subscribers,
    personal_data=_personal_data,
    export=[ExportMember(name="boxes", body=BoxBody, of=lambda box, _: BoxBody(id=box.pk, content=box.content))],
    parts=_parts,
)

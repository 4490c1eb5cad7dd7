from datetime import datetime

from application.jobs.services.retention import RowRetention
from application.ports.clock import Clock
from application.ports.one_time_token_repository import OneTimeTokenRepository
from application.ports.unit_of_work import BeginWork, UnitOfWork
from domain.accounts.one_time_token import OneTimeToken
from domain.shared_kernel.filters import FilterOf


def link_retention(begin: BeginWork, clock: Clock) -> RowRetention[OneTimeToken]:
    """Returns the removal of links that have expired."""
    return RowRetention(
        begin=begin, clock=clock, repository=_links, is_over=_is_over, sort=OneTimeToken.expires_at.asc()
    )


def _links(work: UnitOfWork) -> OneTimeTokenRepository:
    return work.one_time_tokens


def _is_over(before: datetime) -> FilterOf[OneTimeToken]:
    return OneTimeToken.expires_at < before

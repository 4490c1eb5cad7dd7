from datetime import datetime, timedelta

from application.jobs.services.retention import RowRetention
from application.ports.clock import Clock
from application.ports.factor_repository import FactorRepository
from application.ports.unit_of_work import BeginWork, UnitOfWork
from domain.credentials.factor import Factor
from domain.shared_kernel.filters import FilterOf

UNCONFIRMED_RETENTION = timedelta(days=1)
"""The time that a person has to confirm a second factor."""


def factor_retention(begin: BeginWork, clock: Clock) -> RowRetention[Factor]:
    """Returns the removal of factors that were never confirmed."""
    return RowRetention(
        begin=begin,
        clock=clock,
        repository=_factors,
        is_over=_is_over,
        sort=Factor.created_at.asc(),
        kept=UNCONFIRMED_RETENTION,
    )


def _factors(work: UnitOfWork) -> FactorRepository:
    return work.factors


def _is_over(before: datetime) -> FilterOf[Factor]:
    return (Factor.is_confirmed == False) & (Factor.created_at < before)  # noqa: E712  # a filter

from uuid import UUID

from application.credentials.services.credential_data import CREDENTIALS
from application.ports.unit_of_work import UnitOfWork


async def remove_factors(work: UnitOfWork, user_id: UUID) -> None:
    """Removes everything about the second factors of an account, in the transaction of the act that wants it."""
    for data in CREDENTIALS:
        if data.erase:
            await data.erase(work, user_id)

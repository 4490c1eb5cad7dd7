"""What can be done with accounts."""

from dependency_injector import containers, providers

from application.accounts.change_password import ChangePassword
from application.accounts.edit_user import EditUser
from application.accounts.get_user import GetUser
from application.accounts.list_users import ListUsers
from application.accounts.lock_user import LockUser
from application.accounts.promote_to_staff import PromoteToStaff
from application.accounts.register import Register
from application.accounts.unlock_user import UnlockUser
from application.listing import RecentTotals


class AccountsContainer(containers.DeclarativeContainer):
    foundation = providers.DependenciesContainer()
    storage = providers.DependenciesContainer()

    register = providers.Singleton(
        Register,
        begin=storage.begin,
        passwords=foundation.passwords,
        clock=foundation.clock,
        ids=foundation.ids,
    )
    edit_user = providers.Singleton(EditUser, begin=storage.begin, clock=foundation.clock)
    change_password = providers.Singleton(
        ChangePassword,
        begin=storage.begin,
        read=storage.read,
        passwords=foundation.passwords,
        clock=foundation.clock,
    )
    get_user = providers.Singleton(GetUser, read=storage.read)
    list_users = providers.Singleton(
        ListUsers, read=storage.read, totals=providers.Singleton(RecentTotals, clock=foundation.clock)
    )
    lock_user = providers.Singleton(LockUser, begin=storage.begin, clock=foundation.clock)
    unlock_user = providers.Singleton(UnlockUser, begin=storage.begin, clock=foundation.clock)
    promote_to_staff = providers.Singleton(PromoteToStaff, begin=storage.begin, clock=foundation.clock)

"""Everything of sessions that is used from outside, under one path: use cases, their commands, and values.

The service itself imports each from its own file."""

from application.sessions.auth_service import AuthService
from application.sessions.authenticate import Authenticate
from application.sessions.change_password import ChangePassword, ChangePasswordCommand
from application.sessions.complete_log_in import CompleteLogIn, CompleteLogInCommand
from application.sessions.confirm_factor import ConfirmFactor, ConfirmFactorCommand
from application.sessions.end_all_sessions_as_staff import EndAllSessionsAsStaff
from application.sessions.end_other_sessions import EndOtherSessions
from application.sessions.end_session import EndSession
from application.sessions.end_session_as_staff import EndSessionAsStaff
from application.sessions.fill_demo import DemoAccount, FillDemo
from application.sessions.list_sessions import ListSessions
from application.sessions.log_in import LogIn, LogInCommand
from application.sessions.log_out import LogOut, LogOutCommand
from application.sessions.log_out_everywhere import LogOutEverywhere
from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from application.sessions.remove_dead_sessions import RemoveDeadSessions
from application.sessions.services.principal import Principal
from application.sessions.services.tokens import TokenPair
from domain.sessions.session import Device, Session, SessionPolicy
from domain.shared_kernel.platform import Platform

__all__ = [
    "AuthService",
    "Authenticate",
    "ChangePassword",
    "ChangePasswordCommand",
    "CompleteLogIn",
    "CompleteLogInCommand",
    "ConfirmFactor",
    "ConfirmFactorCommand",
    "DemoAccount",
    "Device",
    "EndAllSessionsAsStaff",
    "EndOtherSessions",
    "EndSession",
    "EndSessionAsStaff",
    "FillDemo",
    "ListSessions",
    "LogIn",
    "LogInCommand",
    "LogOut",
    "LogOutCommand",
    "LogOutEverywhere",
    "Platform",
    "Principal",
    "RefreshCommand",
    "RefreshTokens",
    "RemoveDeadSessions",
    "Session",
    "SessionPolicy",
    "TokenPair",
]

"""Everything of credentials that is used from outside, under one path: use cases, their commands, and values.

The service itself imports each from its own file."""

from application.credentials.add_totp import AddTotp, AddTotpCommand, NewTotp
from application.credentials.list_factors import FactorsOfUser, ListFactors
from application.credentials.remove_factor import RemoveFactor, RemoveFactorCommand
from application.credentials.renew_recovery_codes import RenewRecoveryCodes, RenewRecoveryCodesCommand
from application.credentials.reset_mfa import ResetMfa, ResetMfaCommand
from domain.credentials.factor import Factor

__all__ = [
    "AddTotp",
    "AddTotpCommand",
    "Factor",
    "FactorsOfUser",
    "ListFactors",
    "NewTotp",
    "RemoveFactor",
    "RemoveFactorCommand",
    "RenewRecoveryCodes",
    "RenewRecoveryCodesCommand",
    "ResetMfa",
    "ResetMfaCommand",
]

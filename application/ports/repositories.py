"""Exports every repository port, one line for each, so that a unit of work declares it with one line too."""

from application.ports.audit_entry_repository import AuditEntryRepository as AuditEntryRepository
from application.ports.audit_seal_repository import AuditSealRepository as AuditSealRepository
from application.ports.audit_verification_repository import AuditVerificationRepository as AuditVerificationRepository
from application.ports.factor_attempts_repository import FactorAttemptsRepository as FactorAttemptsRepository
from application.ports.factor_repository import FactorRepository as FactorRepository
from application.ports.job_repository import JobRepository as JobRepository
from application.ports.one_time_token_repository import OneTimeTokenRepository as OneTimeTokenRepository
from application.ports.recovery_code_repository import RecoveryCodeRepository as RecoveryCodeRepository
from application.ports.user_repository import UserRepository as UserRepository

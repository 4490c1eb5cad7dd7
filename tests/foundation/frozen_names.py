"""The names of the last release that must not change: see ``test_frozen_names``."""

JOBS = frozenset(["forget_sessions", "ping", "purge", "send_mail"])

EVENTS = frozenset(
    [
        "email_changed",
        "email_verified",
        "factor_added",
        "factor_refused",
        "factor_removed",
        "factor_used",
        "job_died",
        "job_enqueued",
        "job_revived",
        "mfa_reset",
        "password_voided",
        "recovery_codes_renewed",
        "refresh_token_reused",
        "sessions_ended",
        "staff_right_changed",
        "surplus_sessions_ended",
        "user_deleted",
        "user_invited",
        "user_locked",
        "user_registered",
        "user_unlocked",
    ]
)

LOG_FIELDS = frozenset(
    [
        "all_requests_from_one_address.address",
        "all_requests_from_one_address.hint",
        "all_requests_from_one_address.requests",
        "connections_of_address_exhausted.address",
        "connections_of_address_exhausted.connections",
        "connections_of_address_exhausted.hint",
        "draining_timed_out.seconds",
        "email_changed.at",
        "email_changed.user_id",
        "email_verified.at",
        "email_verified.user_id",
        "factor_added.at",
        "factor_added.factor_id",
        "factor_added.kind",
        "factor_added.user_id",
        "factor_refused.at",
        "factor_refused.failures",
        "factor_refused.user_id",
        "factor_removed.at",
        "factor_removed.factor_id",
        "factor_removed.kind",
        "factor_removed.user_id",
        "factor_unreadable.factor_id",
        "factor_used.at",
        "factor_used.method",
        "factor_used.user_id",
        "file_closed_to_others.path",
        "file_open_to_others.hint",
        "file_open_to_others.path",
        "file_open_to_others.reason",
        "job_attempt_ended.attempt",
        "job_attempt_ended.job",
        "job_attempt_ended.ms",
        "job_attempt_ended.outcome",
        "job_attempt_failed.attempt",
        "job_attempt_failed.job",
        "job_died.at",
        "job_died.job",
        "job_died.job_id",
        "job_enqueued.at",
        "job_enqueued.job",
        "job_enqueued.job_id",
        "job_index_skipped.effect",
        "job_index_skipped.hint",
        "job_index_skipped.reason",
        "job_not_recorded.job_id",
        "job_released.job_id",
        "job_revived.at",
        "job_revived.job",
        "job_revived.job_id",
        "key_ring_read.kids",
        "key_ring_unreadable.effect",
        "key_ring_unreadable.reason",
        "limits_counted_per_process.reason",
        "limits_counted_together.reason",
        "links_unreachable.hint",
        "links_unreachable.reason",
        "mail_not_accepted.reason",
        "mfa_reset.at",
        "mfa_reset.by",
        "mfa_reset.reason",
        "mfa_reset.user_id",
        "new_connections_not_refusable.reason",
        "operations_listener_failed.address",
        "operations_listener_failed.hint",
        "operations_listener_failed.reason",
        "password_voided.at",
        "password_voided.user_id",
        "ping_answered",
        "process_ended_by_error",
        "process_failed.number",
        "process_replaced.exit_code",
        "process_replaced.number",
        "process_replaced.pid",
        "rate_limits_refused.effect",
        "rate_limits_refused.reason",
        "rate_limits_refused.setting",
        "rate_limits_unavailable.reason",
        "recovery_codes_renewed.at",
        "recovery_codes_renewed.user_id",
        "redis_unavailable.reason",
        "refresh_token_reused.at",
        "refresh_token_reused.session_id",
        "refresh_token_reused.user_id",
        "relay_paused.reason",
        "relay_paused.retry_in_seconds",
        "request_answered.method",
        "request_answered.ms",
        "request_answered.route",
        "request_answered.status",
        "request_refused_early.code",
        "search_index_skipped.effect",
        "search_index_skipped.reason",
        "sessions_ended.at",
        "sessions_ended.user_id",
        "staff_right_changed.at",
        "staff_right_changed.is_staff",
        "staff_right_changed.user_id",
        "surplus_sessions_ended.at",
        "surplus_sessions_ended.ended",
        "surplus_sessions_ended.user_id",
        "thread_ended_by_error",
        "token_store_unavailable.reason",
        "unexpected_error",
        "unexpected_error_outside_routes",
        "unraisable_error",
        "untrusted_proxy.address",
        "untrusted_proxy.hint",
        "user_deleted.at",
        "user_deleted.user_id",
        "user_invited.at",
        "user_invited.by",
        "user_invited.user_id",
        "user_locked.at",
        "user_locked.by",
        "user_locked.user_id",
        "user_registered.at",
        "user_registered.user_id",
        "user_unlocked.at",
        "user_unlocked.by",
        "user_unlocked.user_id",
    ]
)

COLUMNS = frozenset(
    [
        "factor_attempts.failures",
        "factor_attempts.id",
        "factor_attempts.spent",
        "factor_attempts.version",
        "factors.counter",
        "factors.created_at",
        "factors.id",
        "factors.is_confirmed",
        "factors.kind",
        "factors.label",
        "factors.last_used_at",
        "factors.secret",
        "factors.user_id",
        "factors.version",
        "one_time_tokens.created_at",
        "one_time_tokens.ended_as",
        "one_time_tokens.expires_at",
        "one_time_tokens.id",
        "one_time_tokens.new_email",
        "one_time_tokens.old_email",
        "one_time_tokens.purpose",
        "one_time_tokens.spent_at",
        "one_time_tokens.user_id",
        "one_time_tokens.version",
        "recovery_codes.code_hash",
        "recovery_codes.created_at",
        "recovery_codes.id",
        "recovery_codes.user_id",
        "recovery_codes.version",
        "sessions.amr",
        "sessions.auth_time",
        "sessions.created_at",
        "sessions.expires_at",
        "sessions.generation",
        "sessions.id",
        "sessions.ip",
        "sessions.is_acknowledged",
        "sessions.platform",
        "sessions.rotated_at",
        "sessions.token_version",
        "sessions.user_agent",
        "sessions.user_id",
        "sessions.version",
        "stored_jobs.arguments",
        "stored_jobs.attempts",
        "stored_jobs.created_at",
        "stored_jobs.id",
        "stored_jobs.key",
        "stored_jobs.language",
        "stored_jobs.last_error",
        "stored_jobs.leased_until",
        "stored_jobs.name",
        "stored_jobs.request_id",
        "stored_jobs.run_at",
        "stored_jobs.status",
        "stored_jobs.trace",
        "stored_jobs.version",
        "users.created_at",
        "users.email",
        "users.email_key",
        "users.first_name",
        "users.first_name_key",
        "users.has_mfa",
        "users.id",
        "users.is_email_verified",
        "users.is_locked",
        "users.is_staff",
        "users.language",
        "users.last_name",
        "users.last_name_key",
        "users.password_hash",
        "users.password_version",
        "users.status_reason",
        "users.token_version",
        "users.updated_at",
        "users.version",
    ]
)

CONSTRAINTS_AND_INDEXES = frozenset(
    [
        "ix_factors_user_id_id",
        "ix_one_time_tokens_expires_at_id",
        "ix_one_time_tokens_user_id_id",
        "ix_recovery_codes_user_id_id",
        "ix_sessions_expires_at_id",
        "ix_sessions_user_id_id",
        "ix_stored_jobs_created_at_id",
        "ix_stored_jobs_status_id",
        "ix_users_created_at_id",
        "ix_users_is_staff_id",
        "ix_users_last_name_key_id",
        "pk_factor_attempts",
        "pk_factors",
        "pk_one_time_tokens",
        "pk_recovery_codes",
        "pk_sessions",
        "pk_stored_jobs",
        "pk_users",
        "uq_stored_jobs_key",
        "uq_users_email_key",
    ]
)

STORED_CHOICES = frozenset(
    [
        "JobStatus=dead",
        "JobStatus=done",
        "JobStatus=pending",
        "JobStatus=running",
        "Language=ar",
        "Language=de",
        "Language=en",
        "Language=es",
        "Language=fr",
        "Language=it",
        "Language=ru",
        "LinkEnd=replaced",
        "LinkEnd=used",
        "LinkEnd=voided",
        "MailKind=account_locked",
        "MailKind=confirm_new_email",
        "MailKind=email_change_requested",
        "MailKind=email_changed",
        "MailKind=email_in_use",
        "MailKind=factor_added",
        "MailKind=factor_removed",
        "MailKind=invitation",
        "MailKind=mfa_reset",
        "MailKind=new_sign_in",
        "MailKind=password_changed",
        "MailKind=recovery_code_used",
        "MailKind=recovery_codes_renewed",
        "MailKind=reset_password",
        "MailKind=session_reused",
        "MailKind=surplus_sessions_ended",
        "MailKind=verify_email",
        "Platform=admin",
        "Platform=customer",
        "Purpose=change_email",
        "Purpose=invitation",
        "Purpose=reset_password",
        "Purpose=verify_email",
    ]
)

COOKIES = frozenset(
    [
        "__Host-cortex-admin",
        "__Host-cortex-customer",
        "__Host-cortex-device-admin",
        "__Host-cortex-device-customer",
        "cortex-admin",
        "cortex-customer",
        "cortex-device-admin",
        "cortex-device-customer",
    ]
)

METRICS = frozenset(
    [
        "cortex_database_connections",
        "cortex_hash_pool",
        "cortex_http_connections",
        "cortex_http_request_seconds",
        "cortex_http_requests_total",
        "cortex_job_attempt_seconds",
        "cortex_job_attempts_total",
        "cortex_jobs",
        "cortex_jobs_oldest_due_seconds",
        "cortex_loop_lag_seconds",
        "cortex_rate_limited_total",
        "cortex_refreshes_total",
        "cortex_started_seconds",
    ]
)

CODES = frozenset(
    [
        "account_locked",
        "authentication_required",
        "bad_request",
        "body_timeout",
        "body_too_large",
        "business_rule",
        "cannot_target_self",
        "common_password",
        "conflict",
        "duplicate_value",
        "email_not_verified",
        "email_taken",
        "error",
        "expectation_failed",
        "expired_token",
        "factor_limit",
        "forbidden",
        "gone",
        "head_too_large",
        "internal_error",
        "invalid_challenge",
        "invalid_choice",
        "invalid_code",
        "invalid_credentials",
        "invalid_cursor",
        "invalid_email",
        "invalid_link",
        "invalid_source",
        "invalid_text",
        "invalid_token",
        "job_already_there",
        "job_not_dead",
        "last_staff_member",
        "link_spent",
        "malformed_body",
        "malformed_request",
        "method_not_allowed",
        "mfa_enrolment_required",
        "mfa_locked",
        "mfa_required",
        "mfa_required_for_staff",
        "missing",
        "not_found",
        "not_staff",
        "origin_refused",
        "out_of_range",
        "platform_mismatch",
        "precondition_failed",
        "rate_limited",
        "revoked_token",
        "service_unavailable",
        "stale_version",
        "token_reused",
        "too_long",
        "too_short",
        "unknown_field",
        "unsupported_media_type",
        "validation_failed",
        "wrong_password",
        "wrong_type",
    ]
)

SETTINGS = frozenset(
    [
        "CORTEX_ACCESS_TOKEN_LIFE",
        "CORTEX_ADMIN_CORS_ORIGINS",
        "CORTEX_BROKER_URL",
        "CORTEX_CHANGE_EMAIL_LIFE",
        "CORTEX_CORS_ORIGINS",
        "CORTEX_DATABASE_URL",
        "CORTEX_DEAD_JOBS_KEPT",
        "CORTEX_DOCS",
        "CORTEX_HIDE_ACCOUNTS",
        "CORTEX_HOST",
        "CORTEX_INVITATION_LIFE",
        "CORTEX_JOB_ATTEMPTS",
        "CORTEX_JOB_LEASE",
        "CORTEX_JOB_TIME_LIMIT",
        "CORTEX_KEY_NOTICE",
        "CORTEX_KEY_OVERLAP",
        "CORTEX_LINK_URL",
        "CORTEX_LOG_FORMAT",
        "CORTEX_LOG_LEVEL",
        "CORTEX_MAIL_FROM",
        "CORTEX_MAIL_RETRY_FOR",
        "CORTEX_MAIL_URL",
        "CORTEX_MAX_CONNECTIONS",
        "CORTEX_MAX_CONNECTIONS_PER_ADDRESS",
        "CORTEX_OPS_BIND",
        "CORTEX_PASSWORD_HASH_MEMORY",
        "CORTEX_PASSWORD_HASH_PASSES",
        "CORTEX_PASSWORD_HASH_THREADS",
        "CORTEX_PASSWORD_MAX_LENGTH",
        "CORTEX_PASSWORD_MIN_LENGTH",
        "CORTEX_PORT",
        "CORTEX_PUBLIC_URL",
        "CORTEX_RATE_LIMITS",
        "CORTEX_RATE_LIMIT_ALL_GUESSES",
        "CORTEX_RATE_LIMIT_GUESSES",
        "CORTEX_RATE_LIMIT_MAILS",
        "CORTEX_RATE_LIMIT_MAILS_TO",
        "CORTEX_RATE_LIMIT_REQUESTS",
        "CORTEX_RATE_LIMIT_SIGN_INS",
        "CORTEX_RATE_LIMIT_URL",
        "CORTEX_REFRESH_GRACE",
        "CORTEX_REQUIRE_VERIFIED_EMAIL",
        "CORTEX_RESET_PASSWORD_LIFE",
        "CORTEX_SECRET_KEY",
        "CORTEX_SESSIONS_PER_ACCOUNT",
        "CORTEX_SESSION_IDLE",
        "CORTEX_SESSION_MAX",
        "CORTEX_SHUTDOWN_DELAY",
        "CORTEX_SIGNING_KEYS",
        "CORTEX_STAFF_MFA",
        "CORTEX_TOKEN_STORE_URL",
        "CORTEX_TRACES_URL",
        "CORTEX_TRUSTED_PROXIES",
        "CORTEX_VERIFY_EMAIL_LIFE",
        "CORTEX_WORKER_JOBS",
    ]
)

COMMANDS = frozenset(
    """
    cortex create-admin
    cortex create-admin --email
    cortex create-admin --first-name
    cortex create-admin --json
    cortex create-admin --language
    cortex create-admin --last-name
    cortex create-admin --password-stdin
    cortex demo
    cortex demo --accounts
    cortex demo --json
    cortex doctor
    cortex doctor --json
    cortex jobs
    cortex jobs list
    cortex jobs list --after
    cortex jobs list --json
    cortex jobs list --limit
    cortex jobs list --name
    cortex jobs list --status
    cortex jobs retry
    cortex jobs retry --all-dead
    cortex jobs retry --json
    cortex jobs retry --name
    cortex keys
    cortex keys generate
    cortex keys generate --alg
    cortex keys generate --json
    cortex keys list
    cortex keys list --json
    cortex keys retire
    cortex keys retire --json
    cortex keys rotate
    cortex keys rotate --json
    cortex keys rotate --now
    cortex migrate
    cortex migrate --json
    cortex new-domain
    cortex serve
    cortex serve --workers
    cortex sessions
    cortex sessions end
    cortex sessions end --all
    cortex sessions end --json
    cortex sessions list
    cortex sessions list --after
    cortex sessions list --json
    cortex sessions list --limit
    cortex users
    cortex users delete
    cortex users delete --json
    cortex users delete --yes
    cortex users export
    cortex users invite
    cortex users invite --first-name
    cortex users invite --json
    cortex users invite --language
    cortex users invite --last-name
    cortex users invite --staff
    cortex users list
    cortex users list --after
    cortex users list --json
    cortex users list --language
    cortex users list --limit
    cortex users list --locked
    cortex users list --q
    cortex users list --sort
    cortex users list --staff
    cortex users lock
    cortex users lock --json
    cortex users lock --reason
    cortex users reset-mfa
    cortex users reset-mfa --json
    cortex users reset-mfa --reason
    cortex users send-password-reset
    cortex users send-password-reset --json
    cortex users show
    cortex users show --json
    cortex users unlock
    cortex users unlock --json
    cortex users unlock --reason
    cortex worker
    """.strip().split("\n    ")
)

WIRE_MEMBERS = frozenset(
    [
        "AccountExport.created_at",
        "AccountExport.email",
        "AccountExport.first_name",
        "AccountExport.has_mfa",
        "AccountExport.has_password",
        "AccountExport.id",
        "AccountExport.is_active",
        "AccountExport.is_email_verified",
        "AccountExport.is_locked",
        "AccountExport.is_staff",
        "AccountExport.language",
        "AccountExport.last_name",
        "AccountExport.status_reason",
        "AccountExport.updated_at",
        "Alive.status",
        "CodeBody.code",
        "EditBody.first_name",
        "EditBody.language",
        "EditBody.last_name",
        "EmailBody.email",
        "EmailChangeBody.new_email",
        "EmailChangeBody.password",
        "ExportBody.account",
        "ExportBody.factors",
        "ExportBody.jobs",
        "ExportBody.links",
        "ExportBody.recovery_codes",
        "ExportBody.sessions",
        "FactorBody.created_at",
        "FactorBody.id",
        "FactorBody.is_confirmed",
        "FactorBody.kind",
        "FactorBody.label",
        "FactorBody.last_used_at",
        "FactorList.items",
        "FactorList.limit",
        "FactorList.next",
        "FactorList.offset",
        "FactorList.recovery_codes_left",
        "FactorList.total",
        "FactorList.total_as_of",
        "FarewellBody.password",
        "FaultBody.code",
        "FaultBody.detail",
        "FaultBody.field",
        "InvitationBody.email",
        "InvitationBody.first_name",
        "InvitationBody.is_staff",
        "InvitationBody.language",
        "InvitationBody.last_name",
        "JobBody.attempts",
        "JobBody.created_at",
        "JobBody.id",
        "JobBody.last_error",
        "JobBody.name",
        "JobBody.run_at",
        "JobBody.status",
        "JobExport.arguments",
        "JobExport.created_at",
        "JobExport.id",
        "JobExport.name",
        "JobExport.status",
        "JobList.items",
        "JobList.limit",
        "JobList.next",
        "JobList.offset",
        "JobList.total",
        "JobList.total_as_of",
        "KeySet.keys",
        "LinkBody.token",
        "LinkExport.created_at",
        "LinkExport.ended_as",
        "LinkExport.expires_at",
        "LinkExport.new_email",
        "LinkExport.old_email",
        "LinkExport.purpose",
        "LinkExport.spent_at",
        "LoginBody.email",
        "LoginBody.password",
        "LoginBody.refresh_in",
        "MfaBody.challenge",
        "MfaBody.code",
        "MfaBody.method",
        "MfaBody.refresh_in",
        "NewTotpBody.id",
        "NewTotpBody.qr_svg",
        "NewTotpBody.secret",
        "NewTotpBody.uri",
        "PasswordAndCodeBody.code",
        "PasswordAndCodeBody.password",
        "PasswordByLinkBody.new_password",
        "PasswordByLinkBody.token",
        "PasswordChangeBody.current_password",
        "PasswordChangeBody.new_password",
        "PasswordChangeBody.refresh_in",
        "ProblemBody.challenge",
        "ProblemBody.code",
        "ProblemBody.detail",
        "ProblemBody.errors",
        "ProblemBody.expires_in",
        "ProblemBody.methods",
        "ProblemBody.request_id",
        "ProblemBody.status",
        "ProblemBody.title",
        "ProblemBody.type",
        "ReasonBody.reason",
        "RecoveryCodeExport.created_at",
        "RecoveryCodesBody.recovery_codes",
        "RefreshBody.refresh_token",
        "RegisterBody.email",
        "RegisterBody.first_name",
        "RegisterBody.language",
        "RegisterBody.last_name",
        "RegisterBody.password",
        "ResetMfaBody.reason",
        "SessionBody.amr",
        "SessionBody.created_at",
        "SessionBody.expires_at",
        "SessionBody.id",
        "SessionBody.ip",
        "SessionBody.is_current",
        "SessionBody.last_used_at",
        "SessionBody.platform",
        "SessionBody.user_agent",
        "SessionList.items",
        "SessionList.limit",
        "SessionList.next",
        "SessionList.offset",
        "SessionList.total",
        "SessionList.total_as_of",
        "StaffEditBody.email",
        "StaffEditBody.first_name",
        "StaffEditBody.is_staff",
        "StaffEditBody.language",
        "StaffEditBody.last_name",
        "TokenPairBody.access_token",
        "TokenPairBody.expires_in",
        "TokenPairBody.refresh_expires_in",
        "TokenPairBody.refresh_token",
        "TokenPairBody.token_type",
        "TotpBody.label",
        "TotpBody.password",
        "UserBody.created_at",
        "UserBody.email",
        "UserBody.first_name",
        "UserBody.has_mfa",
        "UserBody.id",
        "UserBody.is_active",
        "UserBody.is_email_verified",
        "UserBody.is_locked",
        "UserBody.is_staff",
        "UserBody.language",
        "UserBody.last_name",
        "UserBody.updated_at",
        "UserList.items",
        "UserList.limit",
        "UserList.next",
        "UserList.offset",
        "UserList.total",
        "UserList.total_as_of",
    ]
)

JSON_MEMBERS = frozenset(
    [
        "doctor.about",
        "doctor.cure",
        "doctor.detail",
        "doctor.mark",
        "keys.accepted_until",
        "keys.algorithm",
        "keys.created",
        "keys.kid",
        "keys.signs_from",
        "keys.state",
        "mark=failure",
        "mark=note",
        "mark=ok",
        "mark=warning",
    ]
)

KEY_INFOS = frozenset(
    [
        "cortex/access-token/v1",
        "cortex/challenge/v1",
        "cortex/cursor/v1",
        "cortex/decoy/v1",
        "cortex/device/v1",
        "cortex/factor-secret/v1",
        "cortex/limits/v1",
        "cortex/one-time-token/v1",
        "cortex/recovery-code/v1",
        "cortex/refresh-token/v1",
    ]
)

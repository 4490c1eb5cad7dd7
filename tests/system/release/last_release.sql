BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0009');
CREATE TABLE one_time_tokens (
	id CHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	user_id CHAR(32) NOT NULL, 
	purpose VARCHAR(32) NOT NULL, 
	new_email VARCHAR(254), 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	spent_at DATETIME, old_email VARCHAR(254), ended_as VARCHAR(32), 
	CONSTRAINT pk_one_time_tokens PRIMARY KEY (id)
);
INSERT INTO "one_time_tokens" VALUES('01a223e7730075c9a8cc2893a3bc13d6',1,'f2d61d3ef6394cfb9b3e3c069831b133','verify_email',NULL,'2026-11-28 20:45:00.544322','2026-11-29 20:45:00.544322',NULL,NULL,NULL);
INSERT INTO "one_time_tokens" VALUES('01a223e7732074899a330f10a6e1c809',1,'5decebe3fa2b47318e1dcac7ed98a5d7','verify_email',NULL,'2026-11-28 20:45:00.576551','2026-11-29 20:45:00.576551',NULL,NULL,NULL);
INSERT INTO "one_time_tokens" VALUES('01a223e7732b765bbcc32e1de9703cc3',1,'cfb614f448984a828a9bca7a44f19008','verify_email',NULL,'2026-11-28 20:45:00.587664','2026-11-29 20:45:00.587664',NULL,NULL,NULL);
INSERT INTO "one_time_tokens" VALUES('01a223e7734576b8b125d4be329ca1ea',1,'f2d61d3ef6394cfb9b3e3c069831b133','reset_password',NULL,'2026-11-28 20:45:00.613907','2026-11-28 21:45:00.613907',NULL,NULL,NULL);
CREATE TABLE sessions (
	id CHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	user_id CHAR(32) NOT NULL, 
	platform VARCHAR(32) NOT NULL, 
	token_version INTEGER NOT NULL, 
	generation INTEGER NOT NULL, 
	is_acknowledged BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	rotated_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	ip VARCHAR, 
	user_agent VARCHAR, 
	CONSTRAINT pk_sessions PRIMARY KEY (id)
);
INSERT INTO "sessions" VALUES('01a223e7733a72209a82a689ba4de91c',2,'f2d61d3ef6394cfb9b3e3c069831b133','customer',1,2,0,'2026-11-28 20:45:00.601000','2026-11-28 20:45:00.606000','2026-12-05 20:45:00.606000',NULL,NULL);
CREATE TABLE stored_jobs (
	id CHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	arguments VARCHAR NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	run_at DATETIME NOT NULL, 
	leased_until DATETIME, 
	last_error VARCHAR, 
	"key" VARCHAR(200), 
	language VARCHAR(32) NOT NULL, 
	request_id VARCHAR(128) NOT NULL, trace VARCHAR(64), 
	CONSTRAINT pk_stored_jobs PRIMARY KEY (id), 
	CONSTRAINT uq_stored_jobs_key UNIQUE ("key")
);
INSERT INTO "stored_jobs" VALUES('01a223e77301702f9fc729bc48e210d9',3,'send_mail','{"kind": "verify_email", "token_id": "01a223e7-7300-75c9-a8cc-2893a3bc13d6", "user_id": "f2d61d3e-f639-4cfb-9b3e-3c069831b133"}','done',1,'2026-11-28 20:45:00.545158','2026-11-28 20:45:00.545158',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e7732074899a330f113daec615',3,'send_mail','{"kind": "verify_email", "token_id": "01a223e7-7320-7489-9a33-0f10a6e1c809", "user_id": "5decebe3-fa2b-4731-8e1d-cac7ed98a5d7"}','done',1,'2026-11-28 20:45:00.576755','2026-11-28 20:45:00.576755',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e7732b765bbcc32e1e7a9f45e4',3,'send_mail','{"kind": "verify_email", "token_id": "01a223e7-732b-765b-bcc3-2e1de9703cc3", "user_id": "cfb614f4-4898-4a82-8a9b-ca7a44f19008"}','done',1,'2026-11-28 20:45:00.587883','2026-11-28 20:45:00.587883',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e7734375c4b19c8b5175c1ff56',1,'send_mail','{"kind": "account_locked", "token_id": null, "user_id": "cfb614f4-4898-4a82-8a9b-ca7a44f19008"}','pending',0,'2026-11-28 20:45:00.611317','2026-11-28 20:45:00.611317',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e7734375c4b19c8b52817054a1',1,'forget_sessions','{"user_id": "cfb614f4-4898-4a82-8a9b-ca7a44f19008"}','pending',0,'2026-11-28 20:45:00.611691','2026-11-28 20:45:00.611691',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e7734675fe8c1f7d79208ecd96',1,'send_mail','{"kind": "reset_password", "token_id": "01a223e7-7345-76b8-b125-d4be329ca1ea", "user_id": "f2d61d3e-f639-4cfb-9b3e-3c069831b133"}','pending',0,'2026-11-28 20:45:00.614161','2026-11-28 20:45:00.614161',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e77347765db1b22bf451b47226',1,'purge','{}','pending',0,'2026-11-28 20:45:00.615340','2026-11-28 20:45:00.615340',NULL,NULL,NULL,'en','-',NULL);
INSERT INTO "stored_jobs" VALUES('01a223e77347765db1b22bf5ed1f23b3',1,'ping','{}','pending',0,'2026-11-28 20:45:00.615574','2026-11-28 20:45:00.615574',NULL,NULL,NULL,'en','-',NULL);
CREATE TABLE "users" (
	id CHAR(32) NOT NULL, 
	is_locked BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	email_key VARCHAR NOT NULL, 
	password_hash VARCHAR, 
	first_name VARCHAR(100) NOT NULL, 
	first_name_key VARCHAR NOT NULL, 
	last_name VARCHAR(100) NOT NULL, 
	last_name_key VARCHAR NOT NULL, 
	language VARCHAR(32) NOT NULL, 
	is_staff BOOLEAN NOT NULL, 
	is_email_verified BOOLEAN NOT NULL, 
	status_reason VARCHAR, 
	token_version INTEGER NOT NULL, password_version INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_email_key UNIQUE (email_key)
);
INSERT INTO "users" VALUES('f2d61d3ef6394cfb9b3e3c069831b133',0,'2026-11-28 20:45:00.541128','2026-11-28 20:45:00.541128',1,'ada@example.org','ada@example.org','$argon2id$v=19$m=8,t=1,p=1$9dYLpcBXU6IV/qqDXbBvNw$QAmmiMUWYHd+dR4jqQVupbKjbqs2z64EyoOCG/l9BVI','Grace','grace','Hopper','hopper','en',0,0,NULL,1,1);
INSERT INTO "users" VALUES('5decebe3fa2b47318e1dcac7ed98a5d7',0,'2026-11-28 20:45:00.576250','2026-11-28 20:45:00.576250',1,'eve@example.org','eve@example.org','$argon2id$v=19$m=8,t=1,p=1$dBB5lDd/ox0+4slERsSN6g$mmB5c+vldeExZK73gFpZlsafGEmYZWI/1MotJw791MI','Grace','grace','Hopper','hopper','en',0,0,NULL,1,1);
INSERT INTO "users" VALUES('ffd35f231bd7455089d092a8931f9ddb',0,'2026-11-28 20:45:00.585706','2026-11-28 20:45:00.585706',1,'boss@example.org','boss@example.org','$argon2id$v=19$m=8,t=1,p=1$ra8XjaLOW05wdcpH+NvepQ$CZIfn1tWqaZqKCrKE2hKzRQatUczIEgnCJPUeCvCnDE','Grace','grace','Hopper','hopper','en',1,1,NULL,1,1);
INSERT INTO "users" VALUES('cfb614f448984a828a9bca7a44f19008',1,'2026-11-28 20:45:00.587374','2026-11-28 20:45:00.610613',2,'bob@example.org','bob@example.org','$argon2id$v=19$m=8,t=1,p=1$WMjhowYUjZ0lcNtjhlXP9A$3dlAJGQ3/xFLImxgXLpUcBt9ZBmrih3MODWuiaj0PJs','Grace','grace','Hopper','hopper','en',0,0,NULL,2,1);
CREATE INDEX ix_sessions_user_id_id ON sessions (user_id, id);
CREATE INDEX ix_sessions_expires_at_id ON sessions (expires_at, id);
CREATE INDEX ix_one_time_tokens_user_id_id ON one_time_tokens (user_id, id);
CREATE INDEX ix_one_time_tokens_expires_at_id ON one_time_tokens (expires_at, id);
CREATE INDEX ix_stored_jobs_created_at_id ON stored_jobs (created_at, id);
CREATE INDEX ix_stored_jobs_status_id ON stored_jobs (status, id);
CREATE INDEX ix_users_last_name_key_id ON users (last_name_key, id);
CREATE INDEX ix_users_created_at_id ON users (created_at, id);
CREATE INDEX ix_users_is_staff_id ON users (is_staff, id);
CREATE INDEX ix_stored_jobs_user ON stored_jobs (json_extract(arguments, '$.user_id'), id);
COMMIT;

-- The registry of devices and what device grains keep outside their state.
CREATE TABLE devices (
    id            $(key) NOT NULL PRIMARY KEY,
    kind          integer NOT NULL,
    name          text NOT NULL,
    subject_kind  integer NULL,
    subject_id    text NULL,
    secret_salt   $(blob) NOT NULL,
    secret_hash   $(blob) NOT NULL,
    registered_at bigint NOT NULL,
    updated       bigint NOT NULL
);
CREATE INDEX devices_updated ON devices (updated);

CREATE TABLE device_claims (
    claim_id    $(key) NOT NULL PRIMARY KEY,
    code_hash   $(blob) NOT NULL,
    device_id   text NOT NULL,
    expires_at  bigint NOT NULL,
    used_at     bigint NULL,
    wrong_codes integer NOT NULL
);

CREATE TABLE device_commands (
    id           $(key) NOT NULL PRIMARY KEY,
    device_id    $(key) NOT NULL,
    type         text NOT NULL,
    data_json    text NOT NULL,
    requested_by text NOT NULL,
    requested_at bigint NOT NULL,
    expires_at   bigint NOT NULL,
    state        integer NOT NULL,
    reply_json   text NULL,
    settled_at   bigint NULL
);
CREATE INDEX device_commands_open ON device_commands (device_id, requested_at) WHERE state = 0;
CREATE INDEX device_commands_settled ON device_commands (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE device_looks (
    device_id $(key) NOT NULL PRIMARY KEY,
    kind      integer NOT NULL,
    at        bigint NOT NULL
)$(clustered);
CREATE INDEX device_looks_at ON device_looks (at);

CREATE TABLE mqtt_sessions (
    client_id          $(key) NOT NULL PRIMARY KEY,
    device_id          text NOT NULL,
    subscriptions_json text NOT NULL,
    expires_at         bigint NULL
);

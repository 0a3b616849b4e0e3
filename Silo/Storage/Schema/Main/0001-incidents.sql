-- The incident log, its projection, the signals and the alerts that were decided in the same transaction.
CREATE TABLE incidents (
    id               $(key) NOT NULL PRIMARY KEY,
    category         integer NOT NULL,
    subject_kind     integer NOT NULL,
    subject_id       $(key) NOT NULL,
    district         $(key) NOT NULL,
    assignee         $(key) NULL,
    severity         integer NOT NULL,
    condition        integer NOT NULL,
    handling         integer NOT NULL,
    is_test          integer NOT NULL,
    outcome          integer NULL,
    opened_at        bigint NOT NULL,
    updated_at       bigint NOT NULL,
    resolved_at      bigint NULL,
    next_deadline_at bigint NULL,
    version          integer NOT NULL,
    change           bigint NOT NULL,
    state_json       text NOT NULL,
    snapshot_json    text NOT NULL
);
CREATE UNIQUE INDEX incidents_change ON incidents (change);
CREATE INDEX incidents_opened ON incidents (opened_at, id);
CREATE INDEX incidents_subject ON incidents (subject_id, opened_at);
CREATE INDEX incidents_open ON incidents (subject_id, category) WHERE outcome IS NULL;
CREATE INDEX incidents_due ON incidents (next_deadline_at) WHERE next_deadline_at IS NOT NULL;

CREATE TABLE incident_entries (
    incident_id $(key) NOT NULL,
    seq         integer NOT NULL,
    at          bigint NOT NULL,
    actor       text NOT NULL,
    kind        text NOT NULL,
    detail_json text NOT NULL,
    PRIMARY KEY (incident_id, seq)
)$(clustered);

CREATE TABLE signals (
    position     $(autokey),
    id           $(key) NOT NULL,
    incident_id  $(key) NULL,
    device_id    $(key) NOT NULL,
    device_kind  integer NOT NULL,
    type         text NOT NULL,
    subject_kind integer NOT NULL,
    subject_id   $(key) NOT NULL,
    at           bigint NOT NULL,
    reported_at  bigint NOT NULL,
    received_at  bigint NOT NULL,
    confidence   double precision NULL,
    data_json    text NULL,
    flags        integer NOT NULL
);
CREATE UNIQUE INDEX signals_id ON signals (id);
CREATE INDEX signals_incident ON signals (incident_id, position) WHERE incident_id IS NOT NULL;

-- Number of the last change over all incidents; advanced by whoever holds the log's write lock, so that it grows in the order of commits.
CREATE TABLE incident_changes (only_row integer NOT NULL PRIMARY KEY CHECK (only_row = 1), last bigint NOT NULL);
INSERT INTO incident_changes (only_row, last) VALUES (1, 0);

CREATE TABLE alert_outbox (
    id           $(key) NOT NULL PRIMARY KEY,
    incident_id  $(key) NOT NULL,
    channel      integer NOT NULL,
    recipient    text NOT NULL,
    target       integer NULL,
    severity     integer NOT NULL,
    title_key    text NOT NULL,
    district     text NOT NULL,
    language     text NOT NULL,
    text_key     text NULL,
    ordered_at   bigint NOT NULL,
    expires_at   bigint NOT NULL,
    state        integer NOT NULL DEFAULT 0,
    attempts     integer NOT NULL DEFAULT 0,
    due_at       bigint NOT NULL,
    lease        text NULL,
    settled_at   bigint NULL,
    detail       text NULL,
    recorded     integer NOT NULL DEFAULT 0
);
CREATE INDEX alert_outbox_due ON alert_outbox (channel, due_at) WHERE state = 0;
CREATE INDEX alert_outbox_unrecorded ON alert_outbox (settled_at) WHERE state > 0 AND recorded = 0;
CREATE INDEX alert_outbox_incident ON alert_outbox (incident_id, ordered_at);
CREATE INDEX alert_outbox_ordered ON alert_outbox (ordered_at);

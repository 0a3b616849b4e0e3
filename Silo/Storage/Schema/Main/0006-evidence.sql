-- The audit as a chain of hashes, and the index of evidence: what was kept of which moment, who may see it unmasked, what must stay, what was destroyed.
ALTER TABLE audit ADD COLUMN number bigint NULL;
ALTER TABLE audit ADD COLUMN hash text NULL;
CREATE UNIQUE INDEX audit_number ON audit (number);
-- The end of the chain; the lock under which an entry is added.
CREATE TABLE audit_head (only_row integer NOT NULL PRIMARY KEY CHECK (only_row = 1), number bigint NOT NULL, hash text NOT NULL);
INSERT INTO audit_head (only_row, number, hash) VALUES (1, 0, '');

CREATE TABLE evidence (
    id             $(key) NOT NULL PRIMARY KEY,
    kind           integer NOT NULL,
    signal_id      $(key) NOT NULL,
    camera_id      $(key) NOT NULL,
    at             bigint NOT NULL,
    from_at        bigint NOT NULL,
    to_at          bigint NOT NULL,
    partial        integer NOT NULL,
    made_at        bigint NOT NULL,
    original_hash  $(key) NOT NULL,
    original_bytes bigint NOT NULL,
    masked_hash    $(key) NULL,
    masked_bytes   bigint NOT NULL DEFAULT 0,
    masking        integer NOT NULL,
    attempts       integer NOT NULL DEFAULT 0,
    mask_after     bigint NOT NULL DEFAULT 0,
    masks_json     text NULL,
    removed_at     bigint NULL
);
CREATE UNIQUE INDEX evidence_moment ON evidence (signal_id, kind);
CREATE INDEX evidence_original ON evidence (original_hash);
CREATE INDEX evidence_masked ON evidence (masked_hash) WHERE masked_hash IS NOT NULL;
CREATE INDEX evidence_unmasked ON evidence (made_at) WHERE masking = 1 AND removed_at IS NULL;
CREATE INDEX evidence_age ON evidence (at) WHERE removed_at IS NULL;

CREATE TABLE evidence_holds (
    incident_id $(key) NOT NULL PRIMARY KEY,
    reason      text NOT NULL,
    held_by     text NOT NULL,
    held_at     bigint NOT NULL
);

-- One line for each file that was destroyed: the record that the law asks for.
CREATE TABLE evidence_purges (
    sequence    $(autokey),
    at          bigint NOT NULL,
    evidence_id text NOT NULL,
    kind        integer NOT NULL,
    part        text NOT NULL,
    hash        text NOT NULL,
    bytes       bigint NOT NULL,
    camera_id   text NOT NULL,
    moment      bigint NOT NULL,
    incident_id text NULL,
    rule        text NOT NULL
);

CREATE TABLE unmask_grants (
    id          $(key) NOT NULL PRIMARY KEY,
    actor       $(key) NOT NULL,
    incident_id $(key) NOT NULL,
    purpose     integer NOT NULL,
    note        text NOT NULL,
    granted_at  bigint NOT NULL,
    expires_at  bigint NOT NULL,
    ended_at    bigint NULL
);
CREATE INDEX unmask_grants_actor ON unmask_grants (actor, incident_id, expires_at);

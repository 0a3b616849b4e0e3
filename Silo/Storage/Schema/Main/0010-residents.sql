-- Residents: what lists filter by in plain columns, everything personal encrypted in sealed and sealed_name.
CREATE TABLE residents (
    id          $(key) NOT NULL PRIMARY KEY,
    version     integer NOT NULL,
    change      bigint NOT NULL,
    district    $(key) NOT NULL,
    caseworker  $(key) NULL,
    status      integer NOT NULL,
    complete    integer NOT NULL,
    merged_into $(key) NULL,
    changed_at  bigint NOT NULL,
    erase_at    bigint NULL,
    erased_at   bigint NULL,
    sealed      $(blob) NULL,
    sealed_name $(blob) NULL
);
CREATE UNIQUE INDEX residents_change ON residents (change);
CREATE INDEX residents_district ON residents (district, id);
CREATE INDEX residents_caseworker ON residents (caseworker, id);
CREATE INDEX residents_erase ON residents (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE resident_events (
    position    $(autokey),
    resident_id $(key) NOT NULL,
    seq         integer NOT NULL,
    at          bigint NOT NULL,
    actor       text NOT NULL,
    kind        integer NOT NULL,
    fields      text NOT NULL,
    passing     integer NOT NULL,
    sealed      $(blob) NULL
);
CREATE UNIQUE INDEX resident_events_seq ON resident_events (resident_id, seq);
CREATE INDEX resident_events_passing ON resident_events (at) WHERE passing = 1;

-- Number of the last change over all residents, so that a reader finds what is new to it.
CREATE TABLE resident_changes (only_row integer NOT NULL PRIMARY KEY CHECK (only_row = 1), last bigint NOT NULL);
INSERT INTO resident_changes (only_row, last) VALUES (1, 0);

-- Who read a person's sheet is asked by target.
CREATE INDEX audit_target ON audit (target, sequence);

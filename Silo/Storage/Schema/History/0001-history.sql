-- What may never stand in the way of an alarm: telemetry and messages that could not be understood.
CREATE TABLE telemetry_chunks (
    position  $(autokey),
    device_id $(key) NOT NULL,
    day       integer NOT NULL,
    from_at   bigint NOT NULL,
    to_at     bigint NOT NULL,
    readings  integer NOT NULL,
    payload   $(blob) NOT NULL
);
CREATE INDEX telemetry_chunks_device ON telemetry_chunks (device_id, to_at, from_at);
CREATE INDEX telemetry_chunks_day ON telemetry_chunks (day);

CREATE TABLE quarantine (
    sequence      $(autokey),
    device_id     text NULL,
    topic         text NOT NULL,
    payload       $(blob) NOT NULL,
    payload_bytes bigint NOT NULL,
    cause         text NOT NULL,
    detail        text NOT NULL,
    received_at   bigint NOT NULL
);

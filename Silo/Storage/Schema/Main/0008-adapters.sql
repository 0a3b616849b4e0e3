-- Which foreign camera is which camera of the hub. The revision counts up in the transaction of every change.
CREATE TABLE adapter_cameras (
    adapter      $(key) NOT NULL,
    camera       $(key) NOT NULL,
    foreign_name text NOT NULL,
    source       text NOT NULL,
    mapping_json text NOT NULL,
    PRIMARY KEY (adapter, camera)
);
CREATE UNIQUE INDEX adapter_cameras_foreign ON adapter_cameras (adapter, foreign_name, source);

CREATE TABLE adapter_revision (id integer NOT NULL PRIMARY KEY, revision bigint NOT NULL);
INSERT INTO adapter_revision (id, revision) VALUES (1, 1);

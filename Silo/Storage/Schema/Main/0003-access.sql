-- Who may do what, who did what, and the hub's own settings.
CREATE TABLE audit (
    sequence $(autokey),
    at       bigint NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    target   text NOT NULL,
    detail   text NULL
);

CREATE TABLE api_tokens (
    name       $(key) NOT NULL PRIMARY KEY,
    role       text NOT NULL,
    token_hash $(blob) NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NULL
);
CREATE UNIQUE INDEX api_tokens_hash ON api_tokens (token_hash);

CREATE TABLE settings (name $(key) NOT NULL PRIMARY KEY, value text NOT NULL);

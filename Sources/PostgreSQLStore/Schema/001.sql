-- Version 1 of the schema. Applied one statement at a time by `countermand migrate`; each may be applied again.
-- Keys begin with a column that is compared for equality, there is no other index, and no row is written by every commit.

CREATE SCHEMA IF NOT EXISTS countermand;

CREATE TABLE IF NOT EXISTS countermand.schema_version (
    name text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (name)
);

-- The newest version of every record.
CREATE TABLE IF NOT EXISTS countermand.records (
    id text NOT NULL,
    kind text NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL,
    -- A JSON list, to know which entries of lists the record has.
    scopes text NOT NULL,
    -- Of the transaction that wrote it: SHA-256 of its body.
    proof text NOT NULL,
    -- JSON.
    document text NOT NULL,
    PRIMARY KEY (id, kind)
);

CREATE TABLE IF NOT EXISTS countermand.list_entries (
    scope text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    version bigint NOT NULL,
    id text NOT NULL,
    PRIMARY KEY (scope, kind, status, version, id)
);

-- The audit trail, the events and the proof that a commit has happened.
CREATE TABLE IF NOT EXISTS countermand.transactions (
    -- The versions of its writes follow it.
    id bigint NOT NULL,
    -- Tells two transactions that chose the same id.
    token text NOT NULL,
    -- Milliseconds since 1970.
    at bigint NOT NULL,
    -- JSON.
    body text NOT NULL,
    PRIMARY KEY (id)
);

-- Committed, not yet put in order, and not yet counted.
CREATE TABLE IF NOT EXISTS countermand.pending (
    log bigint NOT NULL,
    id bigint NOT NULL,
    -- How many.
    events bigint NOT NULL,
    -- Of the numbers in lists, JSON.
    changes text NOT NULL,
    PRIMARY KEY (log, id)
);

-- Transactions that have events, in the order in which events are read.
CREATE TABLE IF NOT EXISTS countermand.ordered (
    log bigint NOT NULL,
    -- Of the transaction's last event.
    position bigint NOT NULL,
    id bigint NOT NULL,
    PRIMARY KEY (log, position)
);

CREATE TABLE IF NOT EXISTS countermand.log_heads (
    log bigint NOT NULL,
    -- Of the last event in order.
    position bigint NOT NULL,
    -- Of whoever put it in order.
    token text NOT NULL,
    PRIMARY KEY (log)
);

CREATE TABLE IF NOT EXISTS countermand.list_counts (
    scope text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (scope, kind, status)
);

-- Records that may be deleted, from which time on.
CREATE TABLE IF NOT EXISTS countermand.expiries (
    log bigint NOT NULL,
    -- Milliseconds since 1970.
    at bigint NOT NULL,
    version bigint NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    PRIMARY KEY (log, at, version)
);

INSERT INTO countermand.log_heads (log, position, token) VALUES (0, 0, '') ON CONFLICT (log) DO NOTHING;

INSERT INTO countermand.schema_version (name, version) VALUES ('countermand', 1) ON CONFLICT (name) DO NOTHING;

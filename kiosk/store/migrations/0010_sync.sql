-- What the kiosks of one merchant tell each other.

-- Vault: who wrote each value that all of them share, and how often it was written (store/shared_vault.h).
CREATE TABLE vault_versions (
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    field TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin BLOB NOT NULL,   -- the kiosk that wrote it; empty: this one
    number INTEGER NOT NULL,
    waiting BLOB,           -- the value, under the vault key, while its member is not known yet
    PRIMARY KEY (subject, field)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX vault_versions_origin ON vault_versions (origin, number);
CREATE INDEX vault_versions_waiting ON vault_versions (subject) WHERE waiting IS NOT NULL;
INSERT INTO vault_versions (subject, field, version, origin, number)
    SELECT member, field, 1, x'', row_number() OVER (ORDER BY member, field) FROM vault
    WHERE field IN ('nickname', 'phone', 'interests') OR field LIKE 'signature-%';
INSERT INTO vault_versions (subject, field, version, origin, number)
    SELECT staff, 'staff', 1, x'', (SELECT count(*) FROM vault) + row_number() OVER (ORDER BY staff) FROM vault_staff;
CREATE TABLE vault_progress (  -- how far each kiosk's writings are known; empty: this one's own
    origin BLOB NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO vault_progress (origin, number) SELECT x'', max(number) FROM vault_versions HAVING count(*) > 0;

-- Derived: devices that are not to be believed any more, prizes on their way, and members who are one person.
CREATE TABLE revocations (
    device BLOB NOT NULL PRIMARY KEY CHECK (length(device) = 16),
    last_seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE prize_units ADD COLUMN in_transit INTEGER NOT NULL DEFAULT 0;  -- 1: let go, and not taken up at its home
CREATE INDEX prize_acts_taken ON prize_acts (draw, unit, act) WHERE act IN ('released', 'accepted');
CREATE TABLE merges (    -- one < other
    one BLOB NOT NULL REFERENCES members (member),
    other BLOB NOT NULL REFERENCES members (member),
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX merges_other ON merges (other);
CREATE TABLE unmerges (
    one BLOB NOT NULL REFERENCES members (member),
    other BLOB NOT NULL REFERENCES members (member),
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
ALTER TABLE members ADD COLUMN merged_into BLOB;  -- the smaller id of the same person
CREATE INDEX members_merged ON members (merged_into) WHERE merged_into IS NOT NULL;

-- Local: members who gave one phone number at two kiosks.
CREATE TABLE twins (
    one BLOB NOT NULL,
    other BLOB NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- Local: the signed heads at which pieces of other kiosks' chains ended when they came in.
CREATE TABLE range_heads (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

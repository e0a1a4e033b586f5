-- Vault: personal data, every value sealed under a key that is not in this file (store/vault.h).
CREATE TABLE vault (
    member BLOB NOT NULL,
    field TEXT NOT NULL,          -- 'nickname', 'phone'
    sealed BLOB NOT NULL,         -- under the subject's key
    PRIMARY KEY (member, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE vault_slots (        -- where in FILE.keyring the subject's key is
    member BLOB NOT NULL PRIMARY KEY,
    slot INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE vault_phones (
    phone_hash BLOB NOT NULL PRIMARY KEY CHECK (length(phone_hash) = 32),  -- HMAC under the merchant's pepper
    member BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE vault_staff (
    staff BLOB NOT NULL PRIMARY KEY,
    name BLOB NOT NULL,           -- sealed under the vault key
    pin_salt BLOB NOT NULL CHECK (length(pin_salt) = 16),
    pin_hash BLOB NOT NULL CHECK (length(pin_hash) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE vault_slips (
    slip INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    sealed BLOB NOT NULL,         -- the printed bytes, under the vault key
    filled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX vault_slips_open ON vault_slips (at) WHERE filled = 0;

-- Local: this machine's own; never synced, never replayed (store/tables.h has the list).
CREATE TABLE commands (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX commands_at ON commands (at);
CREATE TABLE local_values (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE heads (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE forks (              -- devices that were seen to say two things at one place of their chain
    device BLOB NOT NULL PRIMARY KEY CHECK (length(device) = 16),
    seq INTEGER NOT NULL,
    kept_hash BLOB NOT NULL CHECK (length(kept_hash) = 32),
    other_hash BLOB NOT NULL CHECK (length(other_hash) = 32),
    other_fact TEXT NOT NULL      -- the line as `xiaoer facts` would print it: the evidence
) STRICT, WITHOUT ROWID;
CREATE TABLE pin_attempts (
    staff BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    attempt BLOB NOT NULL,        -- the command that is being checked
    locked_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE browsers (
    browser BLOB NOT NULL PRIMARY KEY CHECK (length(browser) = 32),
    member BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX browsers_member ON browsers (member, at);
CREATE TABLE redeem_attempts (
    member BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_codes (
    code_hash BLOB NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The people of the group: seats, consents, gifts of tickets, cards in stock, strikes, roles, check-ins, vouchers.

ALTER TABLE members ADD COLUMN seat INTEGER NOT NULL DEFAULT 0;     -- 1: from a roll-call, and nobody claimed it yet
ALTER TABLE members ADD COLUMN strikes INTEGER NOT NULL DEFAULT 0;  -- those not cleared
ALTER TABLE members ADD COLUMN role TEXT NOT NULL DEFAULT 'member';
CREATE INDEX members_role ON members (role) WHERE role <> 'member';
CREATE INDEX members_strikes ON members (strikes) WHERE strikes > 0;
ALTER TABLE tickets ADD COLUMN why TEXT NOT NULL DEFAULT 'purchase';

CREATE INDEX purchases_at ON purchases (at);

CREATE TABLE consents (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    member BLOB NOT NULL REFERENCES members (member),
    at INTEGER NOT NULL,
    notice BLOB NOT NULL CHECK (length(notice) = 32),
    alliance INTEGER NOT NULL,
    show_name INTEGER NOT NULL,
    guardian INTEGER NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_member ON consents (member, at);
CREATE TABLE prepared_cards (
    card BLOB NOT NULL PRIMARY KEY CHECK (length(card) = 16),
    scan_hash BLOB NOT NULL CHECK (length(scan_hash) = 32)
) STRICT, WITHOUT ROWID;
CREATE INDEX prepared_cards_scan ON prepared_cards (scan_hash);
CREATE TABLE strikes (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    member BLOB NOT NULL REFERENCES members (member),
    at INTEGER NOT NULL,
    cleared INTEGER NOT NULL DEFAULT 0 CHECK (cleared IN (0, 1)),
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX strikes_member ON strikes (member);
CREATE TABLE roles (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    member BLOB NOT NULL REFERENCES members (member),
    at INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_member ON roles (member, at);
CREATE TABLE check_ins (
    member BLOB NOT NULL REFERENCES members (member),
    day INTEGER NOT NULL,
    PRIMARY KEY (member, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_ins_day ON check_ins (day);

CREATE TABLE vouchers (
    voucher BLOB NOT NULL PRIMARY KEY CHECK (length(voucher) = 16),
    member BLOB NOT NULL REFERENCES members (member),
    issuer BLOB NOT NULL,   -- the device whose credit it is …
    seq INTEGER NOT NULL,   -- … and the fact that issued it
    at INTEGER NOT NULL,
    value_minor INTEGER NOT NULL CHECK (value_minor > 0),
    expires_at INTEGER NOT NULL,
    why TEXT NOT NULL,
    period TEXT NOT NULL,
    draw TEXT,              -- the prize that it was
    unit INTEGER,
    balance_minor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX vouchers_member ON vouchers (member, expires_at);
CREATE INDEX vouchers_left ON vouchers (expires_at) WHERE balance_minor > 0;
CREATE INDEX vouchers_unit ON vouchers (draw, unit) WHERE draw IS NOT NULL;
CREATE TABLE voucher_acts (  -- everything said about a voucher
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    voucher BLOB NOT NULL REFERENCES vouchers (voucher),
    at INTEGER NOT NULL,
    act TEXT NOT NULL,      -- 'issued', 'spent', 'expired', 'reversed'
    amount_minor INTEGER NOT NULL,
    of_device BLOB,         -- the act that 'reversed' takes back
    of_seq INTEGER,
    PRIMARY KEY (device, seq, voucher)
) STRICT, WITHOUT ROWID;
CREATE INDEX voucher_acts_of ON voucher_acts (of_device, of_seq) WHERE of_seq IS NOT NULL;
CREATE INDEX voucher_acts_at ON voucher_acts (at);
CREATE TABLE credit_entries (  -- what the acts come to, in two entries that sum to zero
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    voucher BLOB NOT NULL REFERENCES vouchers (voucher),
    account BLOB NOT NULL,  -- the member, or the issuing device
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (device, seq, voucher, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_entries_voucher ON credit_entries (voucher);

-- Vault: names by which a roll-call finds who is there already.
CREATE TABLE vault_names (
    name_hash BLOB NOT NULL CHECK (length(name_hash) = 32),  -- HMAC under the merchant's pepper
    member BLOB NOT NULL,
    PRIMARY KEY (name_hash, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_names_member ON vault_names (member);

-- Local.
CREATE TABLE browser_attempts (  -- wrong 领奖码 at binding a phone: apart from those at the counter
    member BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX browser_attempts_at ON browser_attempts (at);

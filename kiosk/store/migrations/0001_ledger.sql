-- The ledger, and what is derived from it. Derived tables are a function of the set of facts: `xiaoer audit`
-- replays them from nothing and compares. No rowids in them, no time of arrival, nothing personal.

CREATE TABLE facts (
    device BLOB NOT NULL CHECK (length(device) = 16),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- Facts that apply() could not yet, or may not, believe.
CREATE TABLE waiting (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    needs TEXT NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_needs ON waiting (needs);
CREATE TABLE set_aside (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE merchants (
    merchant BLOB NOT NULL PRIMARY KEY CHECK (length(merchant) = 16),
    root_key BLOB NOT NULL CHECK (length(root_key) = 32),
    first_device BLOB NOT NULL,
    shop TEXT NOT NULL,
    currency TEXT NOT NULL,
    zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE devices (
    device BLOB NOT NULL PRIMARY KEY CHECK (length(device) = 16),
    key BLOB NOT NULL CHECK (length(key) = 32),
    merchant BLOB NOT NULL REFERENCES merchants (merchant),
    code TEXT NOT NULL,
    number_from INTEGER NOT NULL,
    number_to INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE successions (  -- more than one when an old backup was restored twice
    old BLOB NOT NULL REFERENCES devices (device),
    successor BLOB NOT NULL REFERENCES devices (device),
    last_seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    PRIMARY KEY (old, successor)
) STRICT, WITHOUT ROWID;
CREATE INDEX successions_successor ON successions (successor);
CREATE TABLE staff (
    staff BLOB NOT NULL PRIMARY KEY CHECK (length(staff) = 16),
    manager INTEGER NOT NULL CHECK (manager IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE totals (  -- counts that would be slow to count
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    member BLOB NOT NULL PRIMARY KEY CHECK (length(member) = 16),
    number INTEGER NOT NULL UNIQUE,
    device BLOB NOT NULL REFERENCES devices (device),
    joined_at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    alliance INTEGER NOT NULL,
    show_name INTEGER NOT NULL,
    erased INTEGER NOT NULL DEFAULT 0,
    ticket_debt INTEGER NOT NULL DEFAULT 0,
    purchases INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX members_joined ON members (joined_at);
CREATE TABLE cards (
    card BLOB NOT NULL PRIMARY KEY CHECK (length(card) = 16),
    member BLOB NOT NULL REFERENCES members (member),
    scan_hash BLOB NOT NULL UNIQUE CHECK (length(scan_hash) = 32),
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_member ON cards (member);

CREATE TABLE purchases (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    sold_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    member BLOB REFERENCES members (member),
    bound_at INTEGER,
    tickets INTEGER NOT NULL DEFAULT 0,
    refunded_minor INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX purchases_receipt ON purchases (receipt, sold_at) WHERE receipt <> '';
CREATE INDEX purchases_unbound ON purchases (at) WHERE member IS NULL;
CREATE INDEX purchases_bound ON purchases (bound_at) WHERE member IS NOT NULL;
CREATE INDEX purchases_member ON purchases (member, bound_at) WHERE member IS NOT NULL;
CREATE TABLE refunds (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    sold_at INTEGER NOT NULL,
    purchase_device BLOB,
    purchase_seq INTEGER,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX refunds_receipt ON refunds (receipt, sold_at) WHERE receipt <> '';

CREATE TABLE tickets (
    ticket TEXT NOT NULL PRIMARY KEY,
    member BLOB NOT NULL REFERENCES members (member),
    device BLOB NOT NULL,  -- of the purchase
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    draw TEXT,             -- the closed list that it is in
    taken_back INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_open ON tickets (member, ticket) WHERE draw IS NULL AND taken_back = 0;
CREATE INDEX tickets_purchase ON tickets (device, seq);

CREATE TABLE draws (
    draw TEXT NOT NULL PRIMARY KEY,
    device BLOB NOT NULL REFERENCES devices (device),
    number INTEGER NOT NULL,
    announced_seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    announcement TEXT NOT NULL,
    announcement_hash BLOB NOT NULL,
    announced_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    draws_at INTEGER NOT NULL,
    claim_by INTEGER NOT NULL,
    closing_hash BLOB,
    closing_signature BLOB,
    root BLOB,
    members INTEGER NOT NULL DEFAULT 0,
    tickets INTEGER NOT NULL DEFAULT 0,
    total_weight INTEGER NOT NULL DEFAULT 0,
    entropy_value TEXT,
    seed BLOB,
    settled_by BLOB,       -- device …
    settled_seq INTEGER,   -- … and place of the draw.settled that counts
    unclaimed_listed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (device, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX draws_state ON draws (state, draws_at);
CREATE TABLE draw_entries (
    draw TEXT NOT NULL REFERENCES draws (draw),
    ticket TEXT NOT NULL,
    member BLOB NOT NULL,
    weight INTEGER NOT NULL,
    PRIMARY KEY (draw, ticket)
) STRICT, WITHOUT ROWID;
CREATE TABLE prize_units (
    draw TEXT NOT NULL REFERENCES draws (draw),
    unit INTEGER NOT NULL,
    home BLOB NOT NULL,    -- the one device that may hand it over
    prize TEXT NOT NULL,
    tier INTEGER NOT NULL,
    value_minor INTEGER NOT NULL,
    claim_by INTEGER NOT NULL,
    state TEXT NOT NULL,
    ticket TEXT,
    member BLOB,
    handed_over_at INTEGER,
    clerk BLOB,
    lapsed_by BLOB,        -- device …
    lapsed_seq INTEGER,    -- … and place of the draw.unclaimed that lists it
    PRIMARY KEY (draw, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX prize_units_member ON prize_units (member, state) WHERE member IS NOT NULL;
CREATE INDEX prize_units_waiting ON prize_units (claim_by) WHERE state = 'waiting';
CREATE INDEX prize_units_lapsed ON prize_units (lapsed_by, lapsed_seq) WHERE lapsed_seq IS NOT NULL;
CREATE INDEX prize_units_handed_over ON prize_units (handed_over_at) WHERE handed_over_at IS NOT NULL;
CREATE TABLE prize_acts (  -- everything said about a unit; its state is what they add up to (store/apply_prizes.cpp)
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    draw TEXT NOT NULL,
    unit INTEGER NOT NULL,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,     -- 'handed_over', 'refused', 'undone', 'unclaimed'
    member BLOB,
    staff BLOB,
    detail TEXT NOT NULL,
    PRIMARY KEY (device, seq, draw, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX prize_acts_unit ON prize_acts (draw, unit);

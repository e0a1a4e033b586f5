-- Several series of draws, rounds in which unclaimed units are drawn again, who entered a public value, substitutes
-- for what ran out, and the scratch card at the counter.

ALTER TABLE draws ADD COLUMN series TEXT NOT NULL DEFAULT '';    -- of whose rule it is; '' by hand …
ALTER TABLE draws ADD COLUMN occurrence INTEGER;                 -- … and NULL of draws before there were series
ALTER TABLE draws ADD COLUMN interest TEXT NOT NULL DEFAULT '';  -- for one group only
ALTER TABLE draws ADD COLUMN terms TEXT NOT NULL DEFAULT '';     -- canonical JSON; '' of draws without
CREATE INDEX draws_occurrence ON draws (series, occurrence);

-- What the settlement gave; ticket, member and claim_by are those of the last round.
ALTER TABLE prize_units ADD COLUMN first_ticket TEXT;
ALTER TABLE prize_units ADD COLUMN first_member BLOB;
ALTER TABLE prize_units ADD COLUMN round INTEGER NOT NULL DEFAULT 0;      -- that gave it to its member
ALTER TABLE prize_units ADD COLUMN redrawing INTEGER NOT NULL DEFAULT 0;  -- the round that is to draw it again
ALTER TABLE prize_units ADD COLUMN substitute TEXT NOT NULL DEFAULT '';   -- what the winner gets in its place …
ALTER TABLE prize_units ADD COLUMN substitute_minor INTEGER NOT NULL DEFAULT 0;
UPDATE prize_units SET first_ticket = ticket, first_member = member;

CREATE INDEX prize_units_first ON prize_units (first_member) WHERE round > 0;
CREATE INDEX prize_acts_redrawn ON prize_acts (member) WHERE act = 'redrawn';

CREATE TABLE draw_rounds (
    draw TEXT NOT NULL REFERENCES draws (draw),
    round INTEGER NOT NULL CHECK (round >= 1),
    device BLOB NOT NULL,   -- who announced it …
    seq INTEGER NOT NULL,
    head TEXT NOT NULL,     -- canonical JSON
    entropy_value TEXT,     -- once settled
    settled_by BLOB,        -- … and who settled it
    settled_seq INTEGER,
    picks TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (draw, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX draw_rounds_open ON draw_rounds (draw) WHERE settled_seq IS NULL;
CREATE TABLE draw_values (  -- who entered a public value, and who confirmed it
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    draw TEXT NOT NULL,
    round INTEGER NOT NULL,
    value TEXT NOT NULL,
    entered_by BLOB,
    confirmed_by BLOB,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX tickets_gift ON tickets (member, at) WHERE why <> 'purchase';

CREATE TABLE instant_days (
    device BLOB NOT NULL,
    day INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    prizes TEXT NOT NULL,   -- canonical JSON
    above_minor INTEGER NOT NULL,
    shop TEXT NOT NULL,
    seed BLOB,              -- the next morning
    plays INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (device, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE instant_plays (
    device BLOB NOT NULL,
    day INTEGER NOT NULL,
    play INTEGER NOT NULL CHECK (play >= 1),
    at INTEGER NOT NULL,
    purchase_device BLOB NOT NULL,
    purchase_seq INTEGER NOT NULL,
    digits TEXT NOT NULL,
    prize INTEGER NOT NULL,  -- −1: nothing
    handed_over_at INTEGER,
    clerk BLOB,
    PRIMARY KEY (device, day, play)
) STRICT, WITHOUT ROWID;
CREATE INDEX instant_plays_purchase ON instant_plays (purchase_device, purchase_seq);
CREATE INDEX instant_plays_won ON instant_plays (at) WHERE prize >= 0 AND handed_over_at IS NULL;

-- Local.
CREATE TABLE entered_values (  -- a public value that waits for a second person
    draw TEXT NOT NULL,
    round INTEGER NOT NULL,
    value TEXT NOT NULL,
    staff BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (draw, round)
) STRICT, WITHOUT ROWID;

-- Pickups: who bound a sale at the desk, prizes that are being fetched, and a way into the ledger for managers who ask
-- what was done.

ALTER TABLE purchases ADD COLUMN bound_by BLOB;  -- the clerk; NULL: by a phone, a till, or before this was kept
CREATE INDEX purchases_bound_by ON purchases (bound_at) WHERE bound_by IS NOT NULL;

CREATE INDEX facts_of_pickups ON facts (at) WHERE kind IN (
    'prize.handed_over', 'prize.refused', 'prize.hand_over_undone', 'prize.handed_over_on_paper',
    'prize.paper_conflict', 'member.looked_up', 'staff.pin_set');
CREATE INDEX facts_of_signatures ON facts (device, seq) WHERE kind = 'prize.signed';

-- Local: prizes that somebody fetches. The newest of a unit counts, until its time is over.
CREATE TABLE reservations (
    id INTEGER PRIMARY KEY,
    draw TEXT NOT NULL,
    unit INTEGER NOT NULL,
    staff BLOB NOT NULL CHECK (length(staff) = 16),
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1))
) STRICT;
CREATE INDEX reservations_unit ON reservations (draw, unit, id);
CREATE INDEX reservations_at ON reservations (at);

-- Local: refunds that named a sale which has not come yet (a refund is printed at once, its sale comes with the nightly
-- export). They are written to the ledger with their sale, or after a month without it.
CREATE TABLE refunds_waiting (
    original TEXT NOT NULL,       -- the sale's number, normalised
    receipt TEXT NOT NULL,        -- the refund's own
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL,
    sold_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (original, receipt, currency, total_minor, sold_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX refunds_waiting_receipt ON refunds_waiting (receipt, sold_at);

-- Local: the phones that staff have paired with this kiosk (store/staff_phones.h). A revoked one is gone.
CREATE TABLE staff_phones (
    phone BLOB NOT NULL PRIMARY KEY CHECK (length(phone) = 16),
    staff BLOB NOT NULL CHECK (length(staff) = 16),
    key BLOB NOT NULL,            -- sealed under the vault key
    counter INTEGER NOT NULL,     -- of the last call that was heard; the next one's is greater
    paired_at INTEGER NOT NULL,
    second_scans INTEGER NOT NULL DEFAULT 0  -- others who came with the code that this phone had used
) STRICT, WITHOUT ROWID;

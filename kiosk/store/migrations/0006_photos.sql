-- Photos of hand-overs: who agreed to which, for what. The pictures are in `vault`, as 'photo-<id>'.

CREATE TABLE photos (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    photo BLOB NOT NULL CHECK (length(photo) = 16),
    member BLOB NOT NULL REFERENCES members (member),
    at INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    draw TEXT NOT NULL,
    unit INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX photos_photo ON photos (photo);
CREATE INDEX photos_member ON photos (member, at);
CREATE INDEX photos_at ON photos (at);
CREATE TABLE photos_taken_back (
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    photo BLOB NOT NULL CHECK (length(photo) = 16),
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX photos_taken_back_photo ON photos_taken_back (photo);

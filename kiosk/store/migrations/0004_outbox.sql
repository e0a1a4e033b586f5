-- What was forwarded to the chat group, by hand or by a bot. Local: each kiosk's outbox is its own.

CREATE TABLE forwarded_posts (
    post TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- A bot's post is written down before it is sent: after a crash in between nobody knows whether it arrived, and it
-- is not sent again.
CREATE TABLE bot_posts (
    bot TEXT NOT NULL,
    post TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'refused')),
    at INTEGER NOT NULL,
    PRIMARY KEY (bot, post)
) STRICT, WITHOUT ROWID;

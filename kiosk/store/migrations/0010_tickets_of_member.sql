-- Whose a ticket is never changes: this index is written when a ticket is given and not again when a list of a million
-- is locked, which went through an index of the open ones at a million random places.
DROP INDEX tickets_open;
CREATE INDEX tickets_member ON tickets (member, ticket);

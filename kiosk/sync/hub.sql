-- The hub: where the kiosks of many merchants leave what they tell each other (docs/hub.md). `xiaoer hub init` runs, in
-- one transaction, the first part, of the versions those that are newer than what is installed, and the last part. So
-- an upgrade is a new version part, and one that was released is never changed.
--
-- The hub believes nobody. A merchant's chains and vault lie here sealed for that merchant's own kiosks; what the hub
-- checks is that numbers and links follow one another and that a signed head stands at the end. What does not fit is
-- kept in hub.quarantine and shown. Every receiver checks everything again.
--
-- A merchant logs in with a role of its own. Such a role has no right to any table, only to the functions of the last
-- part; these run as xiaoer_hub, which owns the tables and is itself held to the rows of the role that logged in
-- (FORCE ROW LEVEL SECURITY). All rows are keyed, and the tables partitioned, by alliance.

-- ==== roles

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'xiaoer_hub') THEN CREATE ROLE xiaoer_hub NOLOGIN; END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'xiaoer_merchants') THEN
        CREATE ROLE xiaoer_merchants NOLOGIN;
    END IF;
    IF NOT pg_has_role('xiaoer_hub', 'MEMBER') THEN GRANT xiaoer_hub TO CURRENT_USER; END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO xiaoer_merchants', current_database());
    EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO xiaoer_hub', current_database());
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- ==== version 1

CREATE SCHEMA hub AUTHORIZATION xiaoer_hub;
SET ROLE xiaoer_hub;

CREATE TABLE hub.version (version integer NOT NULL);
INSERT INTO hub.version (version) VALUES (1);

CREATE TABLE hub.merchants (
    alliance uuid NOT NULL,
    merchant uuid NOT NULL,
    role name NOT NULL UNIQUE,
    PRIMARY KEY (alliance, merchant)
);

CREATE TABLE hub.facts (
    alliance uuid NOT NULL,
    merchant uuid NOT NULL,
    device uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq >= 1),
    prev bytea NOT NULL CHECK (length(prev) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    sealed bytea NOT NULL CHECK (length(sealed) BETWEEN 4 AND 1048576),
    PRIMARY KEY (alliance, merchant, device, seq)
) PARTITION BY HASH (alliance);

CREATE TABLE hub.heads (  -- where a piece of a chain ends, signed by its device
    alliance uuid NOT NULL,
    merchant uuid NOT NULL,
    device uuid NOT NULL,
    seq bigint NOT NULL,
    key bytea NOT NULL CHECK (length(key) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    signature bytea NOT NULL CHECK (length(signature) = 64),
    PRIMARY KEY (alliance, merchant, device, seq)
) PARTITION BY HASH (alliance);

CREATE TABLE hub.slots (  -- one value of the vault each; the newer takes the older one's place
    alliance uuid NOT NULL,
    merchant uuid NOT NULL,
    slot uuid NOT NULL,
    origin uuid NOT NULL,
    number bigint NOT NULL CHECK (number >= 1),
    version bigint NOT NULL CHECK (version >= 1),
    sealed bytea NOT NULL CHECK (length(sealed) BETWEEN 4 AND 1048576),
    PRIMARY KEY (alliance, merchant, slot)
) PARTITION BY HASH (alliance);
CREATE INDEX slots_number ON hub.slots (alliance, merchant, origin, number);

CREATE TABLE hub.origins (  -- how far the vault's writings of each kiosk have come here; written over ones are gone
    alliance uuid NOT NULL,
    merchant uuid NOT NULL,
    origin uuid NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (alliance, merchant, origin)
) PARTITION BY HASH (alliance);

CREATE TABLE hub.quarantine (  -- what did not fit
    alliance uuid NOT NULL,
    merchant uuid NOT NULL,
    device uuid NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    prev bytea NOT NULL,
    sealed bytea NOT NULL,
    why text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (alliance, merchant, device, seq, hash)
) PARTITION BY HASH (alliance);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['facts', 'heads', 'slots', 'origins', 'quarantine'] LOOP
        FOR part IN 0..15 LOOP
            EXECUTE format('CREATE TABLE hub.%I PARTITION OF hub.%I FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
                           name || '_' || part, name, part);
            EXECUTE format('ALTER TABLE hub.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
                           name || '_' || part);
        END LOOP;
        EXECUTE format('ALTER TABLE hub.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    END LOOP;
END $$;
ALTER TABLE hub.merchants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

RESET ROLE;

-- ==== functions

SET ROLE xiaoer_hub;

-- Whose role has logged in. SET ROLE does not change session_user. No row: no merchant's.
CREATE OR REPLACE FUNCTION hub.my_merchant() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS
    'SELECT merchant FROM hub.merchants WHERE role = session_user';

CREATE OR REPLACE FUNCTION hub.my_alliance() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS
    'SELECT alliance FROM hub.merchants WHERE role = session_user';

DROP POLICY IF EXISTS of_role ON hub.merchants;
CREATE POLICY of_role ON hub.merchants
    USING (role = session_user OR pg_has_role(session_user, 'xiaoer_hub', 'MEMBER'));  -- the latter: who runs the hub
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['facts', 'heads', 'slots', 'origins', 'quarantine'] LOOP
        EXECUTE format('DROP POLICY IF EXISTS of_merchant ON hub.%I', name);
        EXECUTE format('CREATE POLICY of_merchant ON hub.%I USING (alliance = (SELECT hub.my_alliance()) AND '
                       'merchant = (SELECT hub.my_merchant()))', name);
    END LOOP;
END $$;

-- ---- what a merchant's role may do -----------------------------------------------------------------------------

-- The last head of each chain that lies here.
CREATE OR REPLACE FUNCTION hub.have() RETURNS TABLE (device uuid, seq bigint, key bytea, hash bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
    SELECT DISTINCT ON (h.device) h.device, h.seq, h.key, h.hash, h.signature FROM hub.heads AS h
    WHERE h.alliance = hub.my_alliance() AND h.merchant = hub.my_merchant()
    ORDER BY h.device, h.seq DESC
$$;

CREATE OR REPLACE FUNCTION hub.have_of_vault() RETURNS TABLE (origin uuid, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
    SELECT o.origin, o.number FROM hub.origins AS o
    WHERE o.alliance = hub.my_alliance() AND o.merchant = hub.my_merchant()
$$;

-- The links after `after`, up to the last head that is at most `most` further; with the head's key and signature where
-- one stands.
CREATE OR REPLACE FUNCTION hub.facts_after(of_device uuid, after bigint, most integer)
RETURNS TABLE (seq bigint, prev bytea, hash bytea, sealed bytea, key bytea, signature bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
    SELECT f.seq, f.prev, f.hash, f.sealed, h.key, h.signature
    FROM hub.facts AS f LEFT JOIN hub.heads AS h USING (alliance, merchant, device, seq)
    WHERE f.alliance = hub.my_alliance() AND f.merchant = hub.my_merchant() AND f.device = of_device AND f.seq > after
      AND f.seq <= (SELECT max(e.seq) FROM hub.heads AS e WHERE e.alliance = hub.my_alliance() AND
                    e.merchant = hub.my_merchant() AND e.device = of_device AND e.seq <= after + least(most, 20000))
    ORDER BY f.seq
$$;

CREATE OR REPLACE FUNCTION hub.writings_after(of_origin uuid, after bigint, most integer)
RETURNS TABLE (slot uuid, number bigint, version bigint, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
    SELECT s.slot, s.number, s.version, s.sealed FROM hub.slots AS s
    WHERE s.alliance = hub.my_alliance() AND s.merchant = hub.my_merchant() AND s.origin = of_origin
      AND s.number > after
    ORDER BY s.number LIMIT least(most, 5000)
$$;

CREATE OR REPLACE FUNCTION hub.quarantined() RETURNS TABLE (device uuid, seq bigint, why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
    SELECT q.device, q.seq, q.why FROM hub.quarantine AS q
    WHERE q.alliance = hub.my_alliance() AND q.merchant = hub.my_merchant()
    ORDER BY q.at DESC, q.device, q.seq LIMIT 20
$$;

-- A batch: open_batch(), COPY into pg_temp.batch_facts, batch_heads and batch_slots, push(); one transaction. The three
-- belong to xiaoer_hub and are gone with the transaction. No merchant can make a temporary table, a view or a trigger
-- of its own, so that nothing of theirs ever runs with our rights.
CREATE OR REPLACE FUNCTION hub.open_batch() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
    IF hub.my_merchant() IS NULL THEN RAISE EXCEPTION 'no merchant has the role %', session_user; END IF;
    CREATE TEMPORARY TABLE batch_facts (device uuid, seq bigint, prev bytea, hash bytea, sealed bytea) ON COMMIT DROP;
    CREATE TEMPORARY TABLE batch_heads (device uuid, seq bigint, key bytea, hash bytea, signature bytea)
        ON COMMIT DROP;
    CREATE TEMPORARY TABLE batch_slots (slot uuid, origin uuid, number bigint, version bigint, sealed bytea)
        ON COMMIT DROP;
    EXECUTE format('GRANT INSERT ON pg_temp.batch_facts, pg_temp.batch_heads, pg_temp.batch_slots TO %I',
                   session_user);
END $$;

-- Of one chain: keeps what follows, up to the last signed head; the rest is quarantined.
CREATE OR REPLACE FUNCTION hub.push_chain(of_device uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
    ours constant uuid := hub.my_alliance();
    me constant uuid := hub.my_merchant();
    here_seq bigint := 0;
    here_hash bytea := decode(repeat('00', 32), 'hex');
    broken bigint;  -- the first that does not follow
    headed bigint;  -- the last that a head signs for
    aside bigint;
    more bigint;
BEGIN
    SELECT f.seq, f.hash INTO here_seq, here_hash FROM hub.facts AS f
    WHERE f.alliance = ours AND f.merchant = me AND f.device = of_device ORDER BY f.seq DESC LIMIT 1;
    IF NOT FOUND THEN
        here_seq := 0;
        here_hash := decode(repeat('00', 32), 'hex');
    END IF;
    INSERT INTO hub.quarantine (alliance, merchant, device, seq, hash, prev, sealed, why)
        SELECT ours, me, of_device, b.seq, b.hash, b.prev, b.sealed, 'another fact stands at this place'
        FROM pg_temp.batch_facts AS b JOIN hub.facts AS f
            ON f.alliance = ours AND f.merchant = me AND f.device = of_device AND f.seq = b.seq
        WHERE b.device = of_device AND b.seq <= here_seq AND b.hash <> f.hash
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS aside = ROW_COUNT;
    SELECT min(s.seq) INTO broken FROM (
        SELECT b.seq, b.prev, lag(b.seq, 1, here_seq) OVER w AS seq_before, lag(b.hash, 1, here_hash) OVER w AS link
        FROM pg_temp.batch_facts AS b WHERE b.device = of_device AND b.seq > here_seq
        WINDOW w AS (ORDER BY b.seq)) AS s
    WHERE s.seq_before <> s.seq - 1 OR s.link <> s.prev;
    SELECT max(h.seq) INTO headed FROM pg_temp.batch_heads AS h JOIN pg_temp.batch_facts AS b USING (device, seq)
    WHERE h.device = of_device AND h.seq > here_seq AND (broken IS NULL OR h.seq < broken) AND h.hash = b.hash
      AND length(h.signature) = 64 AND substring(sha256(h.key) FOR 16) = uuid_send(h.device);
    headed := coalesce(headed, here_seq);
    INSERT INTO hub.facts (alliance, merchant, device, seq, prev, hash, sealed)
        SELECT ours, me, of_device, b.seq, b.prev, b.hash, b.sealed FROM pg_temp.batch_facts AS b
        WHERE b.device = of_device AND b.seq > here_seq AND b.seq <= headed ORDER BY b.seq;
    INSERT INTO hub.heads (alliance, merchant, device, seq, key, hash, signature)
        SELECT ours, me, of_device, h.seq, h.key, h.hash, h.signature
        FROM pg_temp.batch_heads AS h JOIN hub.facts AS f
            ON f.alliance = ours AND f.merchant = me AND f.device = of_device AND f.seq = h.seq AND f.hash = h.hash
        WHERE h.device = of_device AND h.seq <= headed AND length(h.signature) = 64
          AND substring(sha256(h.key) FOR 16) = uuid_send(h.device)
        ON CONFLICT DO NOTHING;
    -- What had come too early fits now.
    DELETE FROM hub.quarantine AS q USING pg_temp.batch_facts AS b
    WHERE q.alliance = ours AND q.merchant = me AND q.device = of_device AND b.device = of_device AND b.seq = q.seq
      AND b.hash = q.hash AND b.seq > here_seq AND b.seq <= headed;
    INSERT INTO hub.quarantine (alliance, merchant, device, seq, hash, prev, sealed, why)
        SELECT ours, me, of_device, b.seq, b.hash, b.prev, b.sealed,
               CASE WHEN b.seq >= broken THEN 'it does not follow what is here'
                    ELSE 'no signed head stands at its end' END
        FROM pg_temp.batch_facts AS b WHERE b.device = of_device AND b.seq > headed
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS more = ROW_COUNT;
    RETURN aside + more;
END $$;

CREATE OR REPLACE FUNCTION hub.push_slots() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
    INSERT INTO hub.slots AS s (alliance, merchant, slot, origin, number, version, sealed)
        SELECT DISTINCT ON (b.slot) hub.my_alliance(), hub.my_merchant(), b.slot, b.origin, b.number, b.version,
               b.sealed
        FROM pg_temp.batch_slots AS b ORDER BY b.slot, b.version DESC, b.origin DESC, b.number DESC
        ON CONFLICT (alliance, merchant, slot) DO UPDATE SET origin = excluded.origin, number = excluded.number,
            version = excluded.version, sealed = excluded.sealed
        WHERE (s.version, s.origin) < (excluded.version, excluded.origin);
    INSERT INTO hub.origins AS o (alliance, merchant, origin, number)
        SELECT hub.my_alliance(), hub.my_merchant(), b.origin, max(b.number) FROM pg_temp.batch_slots AS b
        GROUP BY b.origin
        ON CONFLICT (alliance, merchant, origin) DO UPDATE SET number = greatest(o.number, excluded.number);
END $$;

-- Returns: how many facts were quarantined.
CREATE OR REPLACE FUNCTION hub.push() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
DECLARE
    of_device uuid;
    aside bigint := 0;
BEGIN
    IF (SELECT count(*) FROM pg_class WHERE oid IN (to_regclass('pg_temp.batch_facts'),
            to_regclass('pg_temp.batch_heads'), to_regclass('pg_temp.batch_slots')) AND relkind = 'r'
            AND relowner = 'xiaoer_hub'::regrole) <> 3 THEN
        RAISE EXCEPTION 'open_batch() comes first';
    END IF;
    PERFORM 1 FROM hub.merchants WHERE role = session_user FOR UPDATE;  -- one batch of a merchant at a time
    FOR of_device IN SELECT DISTINCT device FROM pg_temp.batch_facts LOOP
        aside := aside + hub.push_chain(of_device);
    END LOOP;
    PERFORM hub.push_slots();
    RETURN aside;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hub FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA hub FROM PUBLIC, xiaoer_merchants;
GRANT USAGE ON SCHEMA hub TO xiaoer_merchants;
GRANT EXECUTE ON FUNCTION hub.have(), hub.have_of_vault(), hub.facts_after(uuid, bigint, integer),
    hub.writings_after(uuid, bigint, integer), hub.quarantined(), hub.open_batch(), hub.push() TO xiaoer_merchants;

RESET ROLE;

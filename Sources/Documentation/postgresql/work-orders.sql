-- Keeps an application's tables `work_orders` and `work_order_notes`, as Sequelize makes them, and Countermand's records alike.
--
-- A work order that is cancelled through Countermand is cancelled in `work_orders`, with its note in `work_order_notes`, when
-- the answer is out. What the application changes is at once what Countermand reads, lists and counts. All of it happens in
-- the transaction of the change.
--
-- Run it once, after `countermand migrate`, as a role that owns both schemas:
--
--     psql --single-transaction --set ON_ERROR_STOP=on --file work-orders.sql DATABASE

CREATE SCHEMA work_order_sync;

-- Which notes of the application Countermand has made, and under which id.
CREATE TABLE work_order_sync.notes (
    note_id bigint NOT NULL PRIMARY KEY,
    record_id text NOT NULL UNIQUE
);


-- 1. The application's tables. Adapt this part to yours. --------------------------------------------------------------

CREATE FUNCTION work_order_sync.time_text(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A work order as Countermand shows it: with the names of the contract, in its order.
CREATE FUNCTION work_order_sync.document(w public.work_orders) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT row_to_json(d)::text
    FROM (SELECT w.id, w.job_no, w.status, w.work_order_type, w.supplier_name, w.property_name, w.property_address,
        w.description, w.is_urgent, w.authorized_by, w.authorized_email, w.client_id, w.created_by,
        work_order_sync.time_text(w."createdAt") AS "createdAt",
        work_order_sync.time_text(w."updatedAt") AS "updatedAt") d
$$;

-- The id under which Countermand shows a note.
CREATE FUNCTION work_order_sync.note_record_id(id bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT n.record_id FROM work_order_sync.notes n WHERE n.note_id = id), 'note-' || id)
$$;

CREATE FUNCTION work_order_sync.document(n public.work_order_notes) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT row_to_json(d)::text
    FROM (SELECT work_order_sync.note_record_id(n.id) AS id, n.work_order_id, n.note, n.created_by, n.client_id,
        work_order_sync.time_text(n."createdAt") AS "createdAt",
        work_order_sync.time_text(n."updatedAt") AS "updatedAt") d
$$;

-- Who stands in `created_by` of a note that Countermand adds. The id of a caller need not be a number, nor one in `users`:
-- then it is user 0, who has to be there.
CREATE FUNCTION work_order_sync.author(caller jsonb) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT id FROM public.users WHERE id = CASE WHEN caller::text ~ '^[0-9]{1,9}$' THEN caller::text::integer END), 0)
$$;

-- Does in the application's tables what Countermand has done to a work order. What it changes there is only this.
CREATE FUNCTION work_order_sync.change_work_order(document jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.work_orders
    SET status = (document->>'status')::public.enum_work_orders_status, "updatedAt" = (document->>'updatedAt')::timestamptz
    WHERE id = (document->>'id')::bigint;
    RETURN FOUND;
END
$$;

-- Adds the note of a cancel. Returns the id that it has in the application's table.
CREATE FUNCTION work_order_sync.add_note(document jsonb) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO public.work_order_notes (work_order_id, note, created_by, client_id, "createdAt", "updatedAt")
    VALUES (
        (document->>'work_order_id')::bigint, document->>'note', work_order_sync.author(document->'created_by'),
        (document->>'client_id')::bigint, (document->>'createdAt')::timestamptz, (document->>'updatedAt')::timestamptz)
    RETURNING id
$$;

-- The rows that Countermand is about to change, locked before its own are, because the application locks them in that order.
CREATE FUNCTION work_order_sync.lock_work_orders(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM public.work_orders WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
END
$$;

-- A cancelled work order stays cancelled, whoever asks.
CREATE FUNCTION work_order_sync.refuse_reactivation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Cancelled work orders cannot be reactivated. Please create a new work order if needed.'
        USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER cancelled_is_final BEFORE UPDATE OF status ON public.work_orders FOR EACH ROW
    WHEN (OLD.status = 'cancelled' AND NEW.status IS DISTINCT FROM 'cancelled')
    EXECUTE FUNCTION work_order_sync.refuse_reactivation();


-- 2. Countermand's records, whatever the tables are. -------------------------------------------------------------------

-- `application` while a change by the application is carried over, `countermand` while one by Countermand is; so neither is
-- carried back. The functions that carry over run as their owner.
CREATE FUNCTION work_order_sync.direction() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('work_order_sync.direction', true), '')
$$;

CREATE FUNCTION work_order_sync.hash(content text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(content, 'UTF8')), 'hex')
$$;

-- The lists that a work order is in, as the file store has them.
CREATE FUNCTION work_order_sync.work_order_scopes(document jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY['all', client, email, client || '/' || email], NULL)
    FROM (SELECT 'client/' || (document->>'client_id') AS client,
        'email/' || lower((document->>'authorized_email') COLLATE "C") AS email) scope
$$;

-- Writes one record, or removes it if `new_document` is null: the record, its lists, their counts, and a transaction that
-- proves it. Locks the record, whose row in the application's table is locked already.
CREATE FUNCTION work_order_sync.write(
    record_kind text, record_id text, new_status text, new_scopes text[], new_document text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old countermand.records;
    old_scopes text[];
    moment bigint := floor(extract(epoch FROM clock_timestamp()) * 1000);
    id_of_transaction bigint;
    body text;
    write jsonb;
BEGIN
    SELECT * INTO old FROM countermand.records r WHERE r.id = record_id AND r.kind = record_kind FOR UPDATE;
    IF old.document = new_document OR (old.id IS NULL AND new_document IS NULL) THEN
        RETURN;
    END IF;
    old_scopes := ARRAY(SELECT jsonb_array_elements_text(coalesce(old.scopes, '[]')::jsonb));
    LOOP
        -- As in a program: the time and a random number, and greater than what is replaced.
        id_of_transaction := greatest(
            (moment << 12 | floor(random() * 4096)::bigint) << 9,
            ((coalesce(old.version, 0) >> 9) + 1 + floor(random() * 256)::bigint) << 9);
        write := jsonb_build_object('kind', record_kind, 'id', record_id, 'version', id_of_transaction);
        IF new_document IS NOT NULL THEN
            write := write || jsonb_build_object('record', encode(sha256(
                convert_to(record_kind, 'UTF8') || '\xff' || convert_to(record_id, 'UTF8') || '\xff'
                || convert_to(new_status, 'UTF8') || '\xff' || convert_to(to_json(new_scopes)::text, 'UTF8') || '\xff'
                || convert_to(new_document, 'UTF8')), 'hex'));
        END IF;
        IF old.id IS NOT NULL THEN
            write := write || jsonb_build_object('replaces', old.version, 'follows', old.proof);
        END IF;
        body := json_build_object(
            'at', work_order_sync.time_text(to_timestamp(moment / 1000.0)), 'writes', json_build_array(write))::text;
        INSERT INTO countermand.transactions (id, token, at, body)
        VALUES (id_of_transaction, gen_random_uuid()::text, moment, body) ON CONFLICT DO NOTHING;
        EXIT WHEN FOUND;
    END LOOP;
    IF new_document IS NULL THEN
        DELETE FROM countermand.records r WHERE r.id = record_id AND r.kind = record_kind;
    ELSE
        INSERT INTO countermand.records (id, kind, version, status, scopes, proof, document)
        VALUES (record_id, record_kind, id_of_transaction, new_status, to_json(new_scopes)::text,
            work_order_sync.hash(body), new_document)
        ON CONFLICT (id, kind) DO UPDATE
        SET version = EXCLUDED.version, status = EXCLUDED.status, scopes = EXCLUDED.scopes, proof = EXCLUDED.proof,
            document = EXCLUDED.document;
    END IF;
    DELETE FROM countermand.list_entries l
    WHERE l.scope = ANY (old_scopes) AND l.kind = record_kind AND l.status = old.status AND l.version = old.version
        AND l.id = record_id;
    IF new_document IS NOT NULL THEN
        INSERT INTO countermand.list_entries (scope, kind, status, version, id)
        SELECT scope, record_kind, new_status, id_of_transaction, record_id FROM unnest(new_scopes) scope;
    END IF;
    INSERT INTO countermand.pending (log, id, events, changes)
    SELECT 0, id_of_transaction, 0, json_agg(json_build_array(record_kind, scope, status, change))::text
    FROM (
        SELECT scope, status, sum(n) AS change
        FROM (
            SELECT scope, old.status AS status, -1 AS n FROM unnest(old_scopes) scope
            UNION ALL
            SELECT scope, new_status, 1 FROM unnest(new_scopes) scope WHERE new_document IS NOT NULL
        ) each_change
        GROUP BY scope, status
    ) changes
    WHERE change <> 0
    HAVING count(*) > 0;
END
$$;

CREATE FUNCTION work_order_sync.write_work_order(w public.work_orders) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    document text := work_order_sync.document(w);
BEGIN
    PERFORM work_order_sync.write(
        'work-order', w.id::text, document::jsonb->>'status', work_order_sync.work_order_scopes(document::jsonb), document);
END
$$;

CREATE FUNCTION work_order_sync.write_note(n public.work_order_notes) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM work_order_sync.write(
        'work-order-note', work_order_sync.note_record_id(n.id), '', ARRAY['work-order/' || n.work_order_id],
        work_order_sync.document(n));
END
$$;


-- 3. From the application to Countermand. ------------------------------------------------------------------------------

CREATE FUNCTION work_order_sync.from_application() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    outer_direction text := work_order_sync.direction();
BEGIN
    IF outer_direction = 'countermand' THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('work_order_sync.direction', 'application', true);
    IF TG_TABLE_NAME = 'work_orders' THEN
        IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.id IS DISTINCT FROM NEW.id) THEN
            PERFORM work_order_sync.write('work-order', OLD.id::text, '', '{}', NULL);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM work_order_sync.write_work_order(NEW);
        END IF;
    ELSE
        IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.id IS DISTINCT FROM NEW.id) THEN
            PERFORM work_order_sync.write('work-order-note', work_order_sync.note_record_id(OLD.id), '', '{}', NULL);
            DELETE FROM work_order_sync.notes WHERE note_id = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM work_order_sync.write_note(NEW);
        END IF;
    END IF;
    PERFORM set_config('work_order_sync.direction', outer_direction, true);
    RETURN NULL;
END
$$;

CREATE TRIGGER to_countermand AFTER INSERT OR UPDATE OR DELETE ON public.work_orders FOR EACH ROW
    EXECUTE FUNCTION work_order_sync.from_application();
CREATE TRIGGER to_countermand AFTER INSERT OR UPDATE OR DELETE ON public.work_order_notes FOR EACH ROW
    EXECUTE FUNCTION work_order_sync.from_application();


-- 4. From Countermand to the application. ------------------------------------------------------------------------------

-- A transaction of Countermand begins with its row in `transactions`, which names what it writes.
CREATE FUNCTION work_order_sync.before_countermand() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM work_order_sync.lock_work_orders(ARRAY(
        SELECT (write->>'id')::bigint FROM jsonb_array_elements(NEW.body::jsonb->'writes') write
        WHERE write->>'kind' = 'work-order'));
    RETURN NULL;
END
$$;

CREATE FUNCTION work_order_sync.from_countermand() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_there boolean := true;
BEGIN
    PERFORM set_config('work_order_sync.direction', 'countermand', true);
    IF NEW.kind = 'work-order' THEN
        found_there := work_order_sync.change_work_order(NEW.document::jsonb);
    ELSE
        INSERT INTO work_order_sync.notes (note_id, record_id)
        VALUES (work_order_sync.add_note(NEW.document::jsonb), NEW.id);
    END IF;
    PERFORM set_config('work_order_sync.direction', '', true);
    IF NOT found_there THEN
        RAISE EXCEPTION 'work order % is not in the table work_orders: make it there, not by import', NEW.id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER locks_application AFTER INSERT ON countermand.transactions FOR EACH ROW
    WHEN (work_order_sync.direction() <> 'application')
    EXECUTE FUNCTION work_order_sync.before_countermand();
CREATE TRIGGER to_application AFTER INSERT OR UPDATE ON countermand.records FOR EACH ROW
    WHEN (NEW.kind = 'work-order' AND work_order_sync.direction() <> 'application')
    EXECUTE FUNCTION work_order_sync.from_countermand();
CREATE TRIGGER note_to_application AFTER INSERT ON countermand.records FOR EACH ROW
    WHEN (NEW.kind = 'work-order-note' AND work_order_sync.direction() <> 'application')
    EXECUTE FUNCTION work_order_sync.from_countermand();


-- 5. What is there already. --------------------------------------------------------------------------------------------

LOCK TABLE public.work_orders, public.work_order_notes IN SHARE ROW EXCLUSIVE MODE;
SELECT set_config('work_order_sync.direction', 'application', true);
SELECT count(work_order_sync.write_work_order(w)) FROM public.work_orders w;
SELECT count(work_order_sync.write_note(n)) FROM public.work_order_notes n;

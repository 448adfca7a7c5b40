CREATE TABLE "erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"numbers" jsonb NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"pending" jsonb
);
--> statement-breakpoint
CREATE TABLE "purges" (
	"id" text PRIMARY KEY NOT NULL,
	"lines" jsonb NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"first_by" text,
	"first_at" timestamp (3) with time zone,
	"second_by" text,
	"second_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"dropped_by" text,
	CONSTRAINT "purges_two" CHECK ("purges"."second_by" is null or "purges"."second_by" <> "purges"."first_by")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "erased_at" timestamp (3) with time zone;
--> statement-breakpoint
-- Adding a column that may be empty locks the table of cases for a moment only.
-- What happened is still never changed, but for one thing: people may be erased from it. Rows may then be changed, in the function below alone, and still never taken out.
-- The log of evidence and the published programmes stay closed: they hold no person.
CREATE OR REPLACE FUNCTION kyoso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_LEVEL = 'ROW' AND TG_TABLE_NAME IN ('events', 'case_answers', 'envelope_entries') AND current_setting('kyoso.erasing', true) = 'on' THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE FUNCTION kyoso_blank_text(said text, texts text[], addresses text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE one text;
BEGIN
  IF lower(said) = ANY (addresses) THEN RETURN ''; END IF;
  FOREACH one IN ARRAY texts LOOP said := replace(said, one, '（消去）'); END LOOP;
  RETURN said;
END $$;
--> statement-breakpoint
CREATE FUNCTION kyoso_blank(value jsonb, texts text[], addresses text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
BEGIN
  CASE jsonb_typeof(value)
    WHEN 'string' THEN RETURN to_jsonb(kyoso_blank_text(value #>> '{}', texts, addresses));
    WHEN 'array' THEN RETURN (SELECT coalesce(jsonb_agg(kyoso_blank(one, texts, addresses) ORDER BY n), '[]') FROM jsonb_array_elements(value) WITH ORDINALITY AS e(one, n));
    WHEN 'object' THEN RETURN (SELECT coalesce(jsonb_object_agg(name, kyoso_blank(one, texts, addresses)), '{}') FROM jsonb_each(value) AS e(name, one));
    ELSE RETURN value;
  END CASE;
END $$;
--> statement-breakpoint
-- Every table of which rows belong to a case: its columns of text and JSON but those that name rows, and how its rows are found ($3 is the case). Asked of the database, so that a new table is not forgotten.
CREATE FUNCTION kyoso_texts_of_case() RETURNS TABLE (name text, columns jsonb, bound text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT c.relname::text, jsonb_object_agg(a.attname, format_type(a.atttypid, NULL)), CASE c.relname
      WHEN 'cases' THEN 'id = $3' WHEN 'drafts' THEN 'id IN (SELECT draft FROM cases WHERE id = $3) OR case_id = $3' WHEN 'files' THEN 'case_id = $3 OR draft IN (SELECT draft FROM cases WHERE id = $3)'
      WHEN 'mails' THEN 'case_id = $3 OR scope IN (SELECT draft FROM cases WHERE id = $3)' WHEN 'transfer_lines' THEN 'instruction IN (SELECT instruction FROM payment_orders WHERE case_id = $3)'
      WHEN 'payment_accounts' THEN 'order_id IN (SELECT id FROM payment_orders WHERE case_id = $3)' ELSE 'case_id = $3' END
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('evidence_entries', 'evidence_salts') AND a.atttypid IN ('text'::regtype, 'jsonb'::regtype)
    AND a.attname NOT IN ('id', 'case_id', 'key', 'scope', 'draft', 'call', 'instruction', 'order_id', 'batch', 'storage_key', 'sha256', 'code_hash')
    AND (c.relname IN ('cases', 'transfer_lines', 'payment_accounts') OR EXISTS (SELECT 1 FROM pg_attribute k WHERE k.attrelid = c.oid AND k.attname = 'case_id' AND NOT k.attisdropped))
  GROUP BY c.relname
$$;
--> statement-breakpoint
-- Blanks texts in every row of a case that is over. It runs with the rights of the owner, so it can do this one thing only: a mark takes the place of a text of two letters or more, an address becomes
-- empty, and there is a record of it. Nothing else can be written by it.
CREATE FUNCTION kyoso_erase(erasure text, of_case text, texts text[], addresses text[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  t record; news text; differs text; changed integer; n integer := 0;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases WHERE id = of_case AND ending IS NOT NULL) THEN RAISE EXCEPTION 'nobody is taken out of a case that goes on'; END IF;
  IF NOT EXISTS (SELECT 1 FROM erasures e JOIN cases c ON c.id = of_case WHERE e.id = erasure AND e.numbers ? c.number AND e.pending IS NOT NULL) THEN RAISE EXCEPTION 'nobody is taken out of a case without a record'; END IF;
  IF EXISTS (SELECT 1 FROM unnest(texts) AS one WHERE char_length(one) < 2) THEN RAISE EXCEPTION 'a single letter is no text'; END IF;
  PERFORM set_config('kyoso.erasing', 'on', true);
  FOR t IN SELECT * FROM kyoso_texts_of_case() ORDER BY name LOOP
    SELECT string_agg(format('%1$I = %2$s(%1$I, $1, $2)', key, CASE value WHEN 'jsonb' THEN 'kyoso_blank' ELSE 'kyoso_blank_text' END), ', '),
      string_agg(format('%1$I IS DISTINCT FROM %2$s(%1$I, $1, $2)', key, CASE value WHEN 'jsonb' THEN 'kyoso_blank' ELSE 'kyoso_blank_text' END), ' OR ') INTO news, differs FROM jsonb_each_text(t.columns);
    EXECUTE format('UPDATE %I SET %s WHERE (%s) AND (%s)', t.name, news, t.bound, differs) USING texts, addresses, of_case;
    GET DIAGNOSTICS changed = ROW_COUNT;
    n := n + changed;
  END LOOP;
  PERFORM set_config('kyoso.erasing', 'off', true);
  RETURN n;
END $$;
--> statement-breakpoint
-- Leads a letter's row to the bytes that were made again, only while an erasure waits for it.
CREATE FUNCTION kyoso_replace_letter(letter text, new_key text, new_hash text, new_size integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE documents SET storage_key = new_key, sha256 = new_hash, bytes = new_size, facts = facts || jsonb_build_object('sentAs', coalesce(facts ->> 'sentAs', sha256))
  WHERE id = letter AND storage_key <> new_key AND EXISTS (SELECT 1 FROM erasures WHERE pending -> 'letters' ? letter)
$$;

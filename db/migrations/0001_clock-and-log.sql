-- The one business clock (law 1): the real clock plus the demo city's offset. Read once per act, after the case is locked.
CREATE FUNCTION kyoso_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => (SELECT offset_ms FROM clock WHERE id = 1) / 1000.0)
$$;
--> statement-breakpoint
INSERT INTO clock (id, offset_ms) VALUES (1, 0);
--> statement-breakpoint
CREATE FUNCTION kyoso_clock_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.offset_ms < OLD.offset_ms THEN RAISE EXCEPTION 'the clock only moves forward'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER clock_forward BEFORE UPDATE ON clock FOR EACH ROW EXECUTE FUNCTION kyoso_clock_forward();
--> statement-breakpoint
-- What happened is never changed or taken back; a wrong entry is answered by another entry.
CREATE FUNCTION kyoso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER envelope_entries_append_only BEFORE UPDATE OR DELETE ON envelope_entries FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER programmes_append_only BEFORE UPDATE OR DELETE ON programmes FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER case_answers_append_only BEFORE UPDATE OR DELETE ON case_answers FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();

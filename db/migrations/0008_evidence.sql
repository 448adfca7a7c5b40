CREATE TABLE "evidence_entries" (
	"n" bigint PRIMARY KEY NOT NULL,
	"leaf" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"source" text NOT NULL,
	"row" text NOT NULL,
	"case_id" text,
	"body" text NOT NULL,
	"blind" "bytea" NOT NULL,
	"logged_real" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "evidence_entries_n" CHECK ("evidence_entries"."n" >= 0),
	CONSTRAINT "evidence_entries_source" CHECK ("evidence_entries"."source" in ('act', 'event', 'answers', 'gate', 'selection', 'call', 'suspension', 'vote', 'money'))
);
--> statement-breakpoint
CREATE TABLE "evidence_heads" (
	"at" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"root" text NOT NULL,
	"origin" text NOT NULL,
	"note" text NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_nodes" (
	"level" integer NOT NULL,
	"index" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "evidence_nodes_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
CREATE TABLE "evidence_queue" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evidence_queue_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"case_id" text,
	"data" jsonb NOT NULL,
	"queued_real" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_salts" (
	"n" bigint PRIMARY KEY NOT NULL,
	"case_id" text,
	"salt" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_stamps" (
	"head" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"token" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "evidence_salts" ADD CONSTRAINT "evidence_salts_n_evidence_entries_n_fk" FOREIGN KEY ("n") REFERENCES "public"."evidence_entries"("n") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_stamps" ADD CONSTRAINT "evidence_stamps_head_evidence_heads_at_fk" FOREIGN KEY ("head") REFERENCES "public"."evidence_heads"("at") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evidence_entries_case_id_n_index" ON "evidence_entries" USING btree ("case_id","n");--> statement-breakpoint
CREATE INDEX "evidence_heads_size_at_index" ON "evidence_heads" USING btree ("size","at");--> statement-breakpoint
CREATE INDEX "evidence_salts_case_id_index" ON "evidence_salts" USING btree ("case_id");
--> statement-breakpoint
-- Every act and event is queued for the log in its own transaction, whoever writes it. An act that was kept unjudged is queued again when it is judged.
CREATE FUNCTION kyoso_queue_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO evidence_queue (source, case_id, data, queued_real) VALUES (TG_ARGV[0], to_jsonb(NEW)->>'case_id', to_jsonb(NEW), clock_timestamp());
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER acts_evidence AFTER INSERT ON acts FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('act');
--> statement-breakpoint
CREATE TRIGGER acts_judged_evidence AFTER UPDATE ON acts FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION kyoso_queue_evidence('act');
--> statement-breakpoint
CREATE TRIGGER events_evidence AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('event');
--> statement-breakpoint
CREATE TRIGGER case_answers_evidence AFTER INSERT ON case_answers FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('answers');
--> statement-breakpoint
CREATE TRIGGER gates_evidence AFTER INSERT OR UPDATE ON gates FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('gate');
--> statement-breakpoint
CREATE TRIGGER selections_evidence AFTER INSERT ON selections FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('selection');
--> statement-breakpoint
CREATE TRIGGER call_acts_evidence AFTER INSERT ON call_acts FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('call');
--> statement-breakpoint
CREATE TRIGGER suspensions_evidence AFTER INSERT OR UPDATE ON suspensions FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('suspension');
--> statement-breakpoint
CREATE TRIGGER vote_acts_evidence AFTER INSERT ON vote_acts FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('vote');
--> statement-breakpoint
CREATE TRIGGER envelope_entries_evidence AFTER INSERT ON envelope_entries FOR EACH ROW EXECUTE FUNCTION kyoso_queue_evidence('money');
--> statement-breakpoint
-- What is in the log stays there: neither changed nor taken out, row by row or all at once.
CREATE TRIGGER evidence_entries_append_only BEFORE UPDATE OR DELETE ON evidence_entries FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER evidence_entries_no_truncate BEFORE TRUNCATE ON evidence_entries FOR EACH STATEMENT EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER evidence_nodes_append_only BEFORE UPDATE OR DELETE ON evidence_nodes FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER evidence_nodes_no_truncate BEFORE TRUNCATE ON evidence_nodes FOR EACH STATEMENT EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER evidence_heads_append_only BEFORE UPDATE OR DELETE ON evidence_heads FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER evidence_heads_no_truncate BEFORE TRUNCATE ON evidence_heads FOR EACH STATEMENT EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER evidence_stamps_append_only BEFORE UPDATE OR DELETE ON evidence_stamps FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
-- What happened before there was a log is logged first, in its order.
INSERT INTO evidence_queue (source, case_id, data, queued_real) SELECT source, data->>'case_id', data, clock_timestamp() FROM (
  SELECT 'answers' AS source, to_jsonb(x) AS data, x.at FROM case_answers x UNION ALL SELECT 'act', to_jsonb(x), x.at FROM acts x UNION ALL SELECT 'event', to_jsonb(x), x.done_at FROM events x
  UNION ALL SELECT 'gate', to_jsonb(x), x.at FROM gates x UNION ALL SELECT 'selection', to_jsonb(x), x.at FROM selections x UNION ALL SELECT 'call', to_jsonb(x), x.at FROM call_acts x UNION ALL SELECT 'suspension', to_jsonb(x), x.at FROM suspensions x UNION ALL SELECT 'vote', to_jsonb(x), x.at FROM vote_acts x UNION ALL SELECT 'money', to_jsonb(x), x.at FROM envelope_entries x
) before ORDER BY at, source;

-- Indexes for lists, search and sweep. Each is built under a lock that lets readers read and holds writers: seconds at 100,000 cases, a minute or two at 1,000,000, the search index longest.
-- The pairs of letters next to each other in a text; a text of one letter has none. What a search looks up in an index; where it reads rows instead, the plain comparison comes first, hence the cost.
CREATE FUNCTION kyoso_pairs(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 500 AS $$
  SELECT coalesce(array_agg(substr($1, n, 2)), '{}') FROM generate_series(1, length($1) - 1) n
$$;
--> statement-breakpoint
DROP INDEX "cases_wanted";--> statement-breakpoint
DROP INDEX "cases_due";--> statement-breakpoint
CREATE INDEX "cases_open_by_holder" ON "cases" USING btree ("holder","submitted_at","id") WHERE ending is null;--> statement-breakpoint
CREATE INDEX "cases_still" ON "cases" USING btree ("last_at","id") WHERE ending is null;--> statement-breakpoint
CREATE INDEX "cases_ended" ON "cases" USING btree ("submitted_at","id") WHERE ending is not null;--> statement-breakpoint
CREATE INDEX "cases_parked" ON "cases" USING btree ("parked_at") WHERE parked_at is not null;--> statement-breakpoint
CREATE INDEX "cases_swept" ON "cases" USING btree ("swept") WHERE swept > 0;--> statement-breakpoint
CREATE INDEX "cases_to_ring" ON "cases" USING btree ("id") WHERE (ending is null and stage_settled is not null) or (ending is null and run_wake_at is null and wanted_wake_at is not null) or wanted_wake_at < run_wake_at;--> statement-breakpoint
CREATE INDEX "cases_search" ON "cases" USING gin (kyoso_pairs("search"));--> statement-breakpoint
CREATE INDEX "events_stage_settled" ON "events" USING btree ("done_at") WHERE type = 'stage.settled';--> statement-breakpoint
CREATE INDEX "requests_answered" ON "requests" USING btree ("to_post","case_id") WHERE state = 'answered';--> statement-breakpoint
CREATE INDEX "steps_route" ON "steps" USING btree ("outcome") WHERE kind = 'route';--> statement-breakpoint
CREATE INDEX "steps_open" ON "steps" USING btree ("kind","case_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "mails_not_there" ON "mails" USING btree ("mail") WHERE state not in ('delivered', 'dropped');--> statement-breakpoint
CREATE INDEX "mails_undelivered" ON "mails" USING btree ("task_made") WHERE state in ('bounced', 'failed');--> statement-breakpoint
CREATE INDEX "mails_sent" ON "mails" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "mails_delivered" ON "mails" USING btree ("delivered_at");--> statement-breakpoint
CREATE INDEX "cases_wanted" ON "cases" USING btree ("wanted_wake_at") WHERE wanted_wake_at is not null;--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("due_at","holder") WHERE ending is null;
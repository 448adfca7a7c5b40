CREATE TABLE "acts" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"n" integer,
	"kind" text NOT NULL,
	"verb" text NOT NULL,
	"request_key" text,
	"values" jsonb NOT NULL,
	"by" jsonb NOT NULL,
	"via" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"why" text
);
--> statement-breakpoint
CREATE TABLE "case_answers" (
	"case_id" text NOT NULL,
	"version" integer NOT NULL,
	"values" jsonb NOT NULL,
	"fields" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_answers_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"call" text NOT NULL,
	"programme" text NOT NULL,
	"version" integer NOT NULL,
	"fiscal_year" integer NOT NULL,
	"draft" text,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"group_name" text NOT NULL,
	"search" text NOT NULL,
	"paper" boolean NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"ending" text,
	"ended_before" text,
	"ended_at" timestamp (3) with time zone,
	"parked_cause" text,
	"parked_at" timestamp (3) with time zone,
	"stage" text NOT NULL,
	"stage_visit" integer NOT NULL,
	"stage_opened_at" timestamp (3) with time zone NOT NULL,
	"stage_settled" jsonb,
	"step" text,
	"step_opened_at" timestamp (3) with time zone,
	"holder" text NOT NULL,
	"committed_yen" bigint NOT NULL,
	"published_at" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"wanted_wake_at" timestamp (3) with time zone,
	"run_wake_at" timestamp (3) with time zone,
	"swept" integer NOT NULL,
	"sweep_after" timestamp (3) with time zone,
	CONSTRAINT "cases_number_unique" UNIQUE("number"),
	CONSTRAINT "cases_draft_unique" UNIQUE("draft")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"call" text NOT NULL,
	"track" text NOT NULL,
	"email" text NOT NULL,
	"language" text NOT NULL,
	"typed" jsonb NOT NULL,
	"pages_done" jsonb NOT NULL,
	"generation" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"case_id" text,
	"paper_by" text
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" text NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "events_caseId_key_unique" UNIQUE("case_id","key")
);
--> statement-breakpoint
CREATE TABLE "party_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"role" text NOT NULL,
	"generation" integer NOT NULL,
	"next_generation" integer,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"n" integer NOT NULL,
	"key" text NOT NULL,
	"step" text NOT NULL,
	"round" integer NOT NULL,
	"ask_key" text NOT NULL,
	"what" text NOT NULL,
	"to_post" text,
	"to_role" text,
	"tier" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"silence" text NOT NULL,
	"min_notice_ms" bigint NOT NULL,
	"mail" text NOT NULL,
	"not_by" jsonb,
	"document" text,
	"note" jsonb,
	"state" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"choice" text,
	"answer" jsonb,
	"answered_by" jsonb,
	"handed_over_at" timestamp (3) with time zone,
	"reminded" jsonb NOT NULL,
	"generation" integer NOT NULL,
	"code_hash" text NOT NULL,
	CONSTRAINT "requests_caseId_key_unique" UNIQUE("case_id","key"),
	CONSTRAINT "requests_caseId_n_unique" UNIQUE("case_id","n"),
	CONSTRAINT "requests_addressee" CHECK (("requests"."to_post" is null) <> ("requests"."to_role" is null)),
	CONSTRAINT "requests_answered" CHECK (("requests"."state" = 'answered') = ("requests"."choice" is not null))
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"case_id" text NOT NULL,
	"n" integer NOT NULL,
	"step" text NOT NULL,
	"round" integer NOT NULL,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"outcome" text,
	"result" jsonb,
	CONSTRAINT "steps_case_id_step_round_pk" PRIMARY KEY("case_id","step","round"),
	CONSTRAINT "steps_caseId_n_unique" UNIQUE("case_id","n")
);
--> statement-breakpoint
CREATE TABLE "wanted" (
	"case_id" text NOT NULL,
	"key" text NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"spec" jsonb NOT NULL,
	"state" text NOT NULL,
	"result" jsonb,
	"wanted_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"starts" integer NOT NULL,
	"start_after" timestamp (3) with time zone,
	"error" text,
	CONSTRAINT "wanted_case_id_key_pk" PRIMARY KEY("case_id","key")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"storage_key" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "documents_caseId_key_unique" UNIQUE("case_id","key")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text PRIMARY KEY NOT NULL,
	"draft" text,
	"case_id" text,
	"request" text,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"pages" integer,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"tries" integer NOT NULL,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"case_id" text,
	"mail" text NOT NULL,
	"to_kind" text NOT NULL,
	"to_post" text,
	"to_role" text,
	"email" text NOT NULL,
	"facts" jsonb NOT NULL,
	"link" jsonb,
	"priority" integer NOT NULL,
	"state" text NOT NULL,
	"batch" text,
	"provider_id" text,
	"tries" integer NOT NULL,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"queued_real" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"error" text,
	"task_made" integer NOT NULL,
	CONSTRAINT "mails_scope_key_unique" UNIQUE("scope","key")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_orders" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"key" text NOT NULL,
	"envelope" text NOT NULL,
	"yen" bigint NOT NULL,
	"account" jsonb NOT NULL,
	"state" text NOT NULL,
	"instruction" text,
	"lookups" integer NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"instructed_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "payment_orders_caseId_key_unique" UNIQUE("case_id","key"),
	CONSTRAINT "payment_orders_instruction_unique" UNIQUE("instruction"),
	CONSTRAINT "payment_orders_yen" CHECK ("payment_orders"."yen" > 0),
	CONSTRAINT "payment_orders_state" CHECK ("payment_orders"."state" in ('reserved','instructing','instructed','settled','returned','unclear'))
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"version" text PRIMARY KEY NOT NULL,
	"closed" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"id" integer PRIMARY KEY NOT NULL,
	"offset_ms" bigint NOT NULL,
	CONSTRAINT "clock_one_row" CHECK ("clock"."id" = 1),
	CONSTRAINT "clock_not_back" CHECK ("clock"."offset_ms" >= 0)
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"purpose" text NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"tries" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tel" text NOT NULL,
	"asked" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holdings" (
	"id" text PRIMARY KEY NOT NULL,
	"post" text NOT NULL,
	"person" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"announced_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "limits" (
	"key" text PRIMARY KEY NOT NULL,
	"window_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"administrator" boolean NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"code" text PRIMARY KEY NOT NULL,
	"department" text NOT NULL,
	"name" text NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"signed_in_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" text PRIMARY KEY NOT NULL,
	"programme" text NOT NULL,
	"version" integer NOT NULL,
	"fiscal_year" integer NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"wanted_wake_at" timestamp (3) with time zone,
	"run_wake_at" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone NOT NULL,
	"warned" jsonb NOT NULL,
	CONSTRAINT "calls_state" CHECK ("calls"."state" in ('scheduled', 'open', 'closed')),
	CONSTRAINT "calls_span" CHECK ("calls"."opens_at" < "calls"."closes_at")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"key" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "envelope_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"envelope" text NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"yen" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "envelope_entries_envelope_key_unique" UNIQUE("envelope","key")
);
--> statement-breakpoint
CREATE TABLE "envelopes" (
	"id" text PRIMARY KEY NOT NULL,
	"programme" text NOT NULL,
	"fiscal_year" integer NOT NULL,
	"budget_yen" bigint NOT NULL,
	"committed_yen" bigint NOT NULL,
	"reserved_yen" bigint NOT NULL,
	"paid_yen" bigint NOT NULL,
	CONSTRAINT "envelopes_programme_fiscalYear_unique" UNIQUE("programme","fiscal_year"),
	CONSTRAINT "envelopes_within" CHECK ("envelopes"."committed_yen" between 0 and "envelopes"."budget_yen"),
	CONSTRAINT "envelopes_paid" CHECK ("envelopes"."paid_yen" >= 0 and "envelopes"."reserved_yen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"call" text NOT NULL,
	"gate" text NOT NULL,
	"result" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "gates_call_gate_pk" PRIMARY KEY("call","gate")
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"digest" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "programmes_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_answers" ADD CONSTRAINT "case_answers_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_call_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_programme_version_programmes_id_version_fk" FOREIGN KEY ("programme","version") REFERENCES "public"."programmes"("id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_call_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party_keys" ADD CONSTRAINT "party_keys_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "steps" ADD CONSTRAINT "steps_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wanted" ADD CONSTRAINT "wanted_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_draft_drafts_id_fk" FOREIGN KEY ("draft") REFERENCES "public"."drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_envelope_envelopes_id_fk" FOREIGN KEY ("envelope") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdings" ADD CONSTRAINT "holdings_post_posts_code_fk" FOREIGN KEY ("post") REFERENCES "public"."posts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdings" ADD CONSTRAINT "holdings_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_department_departments_code_fk" FOREIGN KEY ("department") REFERENCES "public"."departments"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_programme_version_programmes_id_version_fk" FOREIGN KEY ("programme","version") REFERENCES "public"."programmes"("id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "envelope_entries" ADD CONSTRAINT "envelope_entries_envelope_envelopes_id_fk" FOREIGN KEY ("envelope") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_call_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acts_case_id_at_index" ON "acts" USING btree ("case_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "acts_free" ON "acts" USING btree ("case_id","n");--> statement-breakpoint
CREATE INDEX "acts_unjudged" ON "acts" USING btree ("case_id") WHERE state = 'unjudged';--> statement-breakpoint
CREATE INDEX "cases_programme_version_index" ON "cases" USING btree ("programme","version");--> statement-breakpoint
CREATE INDEX "cases_call_index" ON "cases" USING btree ("call");--> statement-breakpoint
CREATE INDEX "cases_open_by_stage" ON "cases" USING btree ("stage","stage_opened_at") WHERE ending is null;--> statement-breakpoint
CREATE INDEX "cases_wanted" ON "cases" USING btree ("wanted_wake_at") WHERE ending is null;--> statement-breakpoint
CREATE INDEX "cases_submitted" ON "cases" USING btree ("submitted_at","id");--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("due_at") WHERE ending is null;--> statement-breakpoint
CREATE INDEX "drafts_call_index" ON "drafts" USING btree ("call");--> statement-breakpoint
CREATE INDEX "drafts_email_index" ON "drafts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "events_case_id_seq_index" ON "events" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "party_keys_case_id_index" ON "party_keys" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "requests_of_post" ON "requests" USING btree ("to_post","due_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "requests_due" ON "requests" USING btree ("due_at") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "requests_code_hash_index" ON "requests" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "requests_to_post_ended_at_index" ON "requests" USING btree ("to_post","ended_at");--> statement-breakpoint
CREATE INDEX "wanted_open" ON "wanted" USING btree ("wanted_at") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "files_draft_index" ON "files" USING btree ("draft");--> statement-breakpoint
CREATE INDEX "files_case_id_index" ON "files" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("priority","next_try_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "mails_case_id_index" ON "mails" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "mails_provider_id_index" ON "mails" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "mails_queued_at_index" ON "mails" USING btree ("queued_at");--> statement-breakpoint
CREATE INDEX "payment_orders_envelope_index" ON "payment_orders" USING btree ("envelope");--> statement-breakpoint
CREATE INDEX "codes_subject_created_at_index" ON "codes" USING btree ("subject","created_at");--> statement-breakpoint
CREATE INDEX "holdings_post_from_at_index" ON "holdings" USING btree ("post","from_at");--> statement-breakpoint
CREATE INDEX "holdings_person_index" ON "holdings" USING btree ("person");--> statement-breakpoint
CREATE INDEX "posts_department_index" ON "posts" USING btree ("department");--> statement-breakpoint
CREATE INDEX "sessions_person_index" ON "sessions" USING btree ("person");--> statement-breakpoint
CREATE INDEX "calls_programme_version_index" ON "calls" USING btree ("programme","version");--> statement-breakpoint
CREATE INDEX "envelope_entries_case_id_index" ON "envelope_entries" USING btree ("case_id");
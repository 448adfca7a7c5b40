CREATE TABLE "transfer_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"on_date" text NOT NULL,
	"state" text NOT NULL,
	"count" integer NOT NULL,
	"sum_yen" bigint NOT NULL,
	"sha256" text NOT NULL,
	"file" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp (3) with time zone,
	"downloaded_at" timestamp (3) with time zone,
	"result" jsonb,
	CONSTRAINT "transfer_batches_two" CHECK ("transfer_batches"."confirmed_by" is null or "transfer_batches"."confirmed_by" <> "transfer_batches"."made_by")
);
--> statement-breakpoint
CREATE TABLE "transfer_lines" (
	"instruction" text PRIMARY KEY NOT NULL,
	"yen" bigint NOT NULL,
	"account" jsonb NOT NULL,
	"memo" text NOT NULL,
	"batch" text,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_acts" (
	"call" text NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"before" timestamp (3) with time zone NOT NULL,
	"after" timestamp (3) with time zone,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_acts_call_n_pk" PRIMARY KEY("call","n")
);
--> statement-breakpoint
CREATE TABLE "selections" (
	"call" text NOT NULL,
	"n" integer NOT NULL,
	"rows" jsonb NOT NULL,
	"sheet" jsonb NOT NULL,
	"note" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "selections_call_n_pk" PRIMARY KEY("call","n")
);
--> statement-breakpoint
ALTER TABLE "calls" DROP CONSTRAINT "calls_state";--> statement-breakpoint
ALTER TABLE "envelope_entries" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "envelope_entries" ADD COLUMN "by" text;--> statement-breakpoint
ALTER TABLE "envelope_entries" ADD COLUMN "corrects" text;--> statement-breakpoint
ALTER TABLE "transfer_lines" ADD CONSTRAINT "transfer_lines_batch_transfer_batches_id_fk" FOREIGN KEY ("batch") REFERENCES "public"."transfer_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_acts" ADD CONSTRAINT "call_acts_call_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selections" ADD CONSTRAINT "selections_call_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "transfer_lines_batch_index" ON "transfer_lines" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "transfer_lines_state_index" ON "transfer_lines" USING btree ("state");--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_state" CHECK ("calls"."state" in ('scheduled', 'open', 'closed', 'cancelled'));--> statement-breakpoint
CREATE TRIGGER selections_append_only BEFORE UPDATE OR DELETE ON selections FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();
--> statement-breakpoint
CREATE TRIGGER call_acts_append_only BEFORE UPDATE OR DELETE ON call_acts FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();

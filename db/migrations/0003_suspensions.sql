CREATE TABLE "suspension_cases" (
	"suspension" text NOT NULL,
	"case_id" text NOT NULL,
	"done_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "suspension_cases_suspension_case_id_pk" PRIMARY KEY("suspension","case_id")
);
--> statement-breakpoint
CREATE TABLE "suspensions" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"ref" text NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text NOT NULL,
	"reason" text NOT NULL,
	"legal_basis" text,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"undone_reason" text,
	"undone_by" text,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "suspensions_days" CHECK ("suspensions"."from_day" <= "suspensions"."to_day"),
	CONSTRAINT "suspensions_scope" CHECK ("suspensions"."scope" in ('case', 'call', 'programme')),
	CONSTRAINT "suspensions_undone" CHECK (("suspensions"."undone_at" is null) = ("suspensions"."undone_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "suspension_cases" ADD CONSTRAINT "suspension_cases_suspension_suspensions_id_fk" FOREIGN KEY ("suspension") REFERENCES "public"."suspensions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_cases" ADD CONSTRAINT "suspension_cases_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suspension_cases_case_id_index" ON "suspension_cases" USING btree ("case_id");
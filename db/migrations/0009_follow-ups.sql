CREATE TABLE "follow_ups" (
	"origin" text PRIMARY KEY NOT NULL,
	"programme" text NOT NULL,
	"draft" text NOT NULL,
	"case_id" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follow_ups_draft_unique" UNIQUE("draft"),
	CONSTRAINT "follow_ups_caseId_unique" UNIQUE("case_id")
);
--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_origin_cases_id_fk" FOREIGN KEY ("origin") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;
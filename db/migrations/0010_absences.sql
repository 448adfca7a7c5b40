CREATE TABLE "absences" (
	"id" text PRIMARY KEY NOT NULL,
	"post" text NOT NULL,
	"holder" text NOT NULL,
	"deputy" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"appointed_by" text NOT NULL,
	"appointed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "absences_two" CHECK ("absences"."holder" <> "absences"."deputy")
);
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "successor" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "handed_over_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_post_posts_code_fk" FOREIGN KEY ("post") REFERENCES "public"."posts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_holder_people_id_fk" FOREIGN KEY ("holder") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_deputy_people_id_fk" FOREIGN KEY ("deputy") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_post_from_at_index" ON "absences" USING btree ("post","from_at");--> statement-breakpoint
CREATE INDEX "absences_deputy_from_at_index" ON "absences" USING btree ("deputy","from_at");--> statement-breakpoint
CREATE INDEX "posts_successor_index" ON "posts" USING btree ("successor");
ALTER TABLE "people" ADD COLUMN "organisation" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "corporate_number" text DEFAULT '' NOT NULL;
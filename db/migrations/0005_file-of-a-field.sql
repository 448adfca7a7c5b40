ALTER TABLE "files" ADD COLUMN "field" text;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "row" integer;
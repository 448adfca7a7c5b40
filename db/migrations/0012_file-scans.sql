ALTER TABLE "files" ADD COLUMN "scan" text DEFAULT 'unscanned' NOT NULL;--> statement-breakpoint
CREATE INDEX "files_waiting" ON "files" USING btree ("added_at") WHERE scan = 'waiting';
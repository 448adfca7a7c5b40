CREATE TABLE "vote_acts" (
	"call" text NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "vote_acts_call_n_pk" PRIMARY KEY("call","n"),
	CONSTRAINT "vote_acts_kind" CHECK ("vote_acts"."kind" in ('prepared', 'issued', 'published'))
);
--> statement-breakpoint
CREATE TABLE "vote_boxes" (
	"call" text PRIMARY KEY NOT NULL,
	"ballots" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vote_codes" (
	"hash" text PRIMARY KEY NOT NULL,
	"call" text NOT NULL,
	"used" text,
	CONSTRAINT "vote_codes_used" CHECK ("vote_codes"."used" in ('online', 'paper'))
);
--> statement-breakpoint
CREATE TABLE "vote_papers" (
	"call" text NOT NULL,
	"paper" text NOT NULL,
	"first" jsonb NOT NULL,
	"first_by" text NOT NULL,
	"second" jsonb,
	"second_by" text,
	"settled" jsonb,
	"settled_by" text,
	CONSTRAINT "vote_papers_call_paper_pk" PRIMARY KEY("call","paper"),
	CONSTRAINT "vote_papers_two" CHECK ("vote_papers"."second_by" is null or "vote_papers"."second_by" <> "vote_papers"."first_by"),
	CONSTRAINT "vote_papers_whole" CHECK (("vote_papers"."second" is null) = ("vote_papers"."second_by" is null) and ("vote_papers"."settled" is null) = ("vote_papers"."settled_by" is null))
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"call" text PRIMARY KEY NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"candidates" jsonb NOT NULL,
	"lot_seed" text NOT NULL,
	"lot_commitment" text NOT NULL,
	"envelope_yen" bigint,
	"published_at" timestamp (3) with time zone,
	"published_by" text,
	CONSTRAINT "votes_span" CHECK ("votes"."opens_at" < "votes"."closes_at"),
	CONSTRAINT "votes_published" CHECK (("votes"."published_at" is null) = ("votes"."published_by" is null))
);
--> statement-breakpoint
ALTER TABLE "vote_acts" ADD CONSTRAINT "vote_acts_call_votes_call_fk" FOREIGN KEY ("call") REFERENCES "public"."votes"("call") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_boxes" ADD CONSTRAINT "vote_boxes_call_votes_call_fk" FOREIGN KEY ("call") REFERENCES "public"."votes"("call") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_codes" ADD CONSTRAINT "vote_codes_call_votes_call_fk" FOREIGN KEY ("call") REFERENCES "public"."votes"("call") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote_papers" ADD CONSTRAINT "vote_papers_call_votes_call_fk" FOREIGN KEY ("call") REFERENCES "public"."votes"("call") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_call_calls_id_fk" FOREIGN KEY ("call") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vote_codes_call_index" ON "vote_codes" USING btree ("call");--> statement-breakpoint
-- A ballot that is in the box stays in it as it is; ballots are values of one object, so containment compares each as a whole.
CREATE FUNCTION kyoso_box_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.call <> OLD.call OR NOT NEW.ballots @> OLD.ballots THEN RAISE EXCEPTION 'ballots cannot be taken back'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER vote_boxes_grow BEFORE UPDATE OR DELETE ON vote_boxes FOR EACH ROW EXECUTE FUNCTION kyoso_box_grows();
--> statement-breakpoint
CREATE TRIGGER vote_acts_append_only BEFORE UPDATE OR DELETE ON vote_acts FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();

-- Staff sessions move to the tables of the sign-in; whoever is signed in signs in once more. Nothing large is locked.
CREATE TABLE "sign_in_log" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event" text NOT NULL,
	"person" text,
	"means" text,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_proofs" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"person" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"person" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp (3) with time zone,
	"aaguid" text,
	CONSTRAINT "staff_passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"person" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"means" text NOT NULL,
	CONSTRAINT "staff_sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD CONSTRAINT "staff_accounts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_passkeys" ADD CONSTRAINT "staff_passkeys_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_in_log_at_index" ON "sign_in_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_log_event_at_index" ON "sign_in_log" USING btree ("event","at");--> statement-breakpoint
CREATE INDEX "sign_in_proofs_identifier_index" ON "sign_in_proofs" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "sign_in_proofs_expires_at_index" ON "sign_in_proofs" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "staff_accounts_person_index" ON "staff_accounts" USING btree ("person");--> statement-breakpoint
CREATE INDEX "staff_accounts_provider_id_account_id_index" ON "staff_accounts" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "staff_passkeys_person_index" ON "staff_passkeys" USING btree ("person");--> statement-breakpoint
CREATE INDEX "staff_sessions_person_index" ON "staff_sessions" USING btree ("person");--> statement-breakpoint
CREATE VIEW "public"."sign_in_people" AS (select id, name, lower(email) as email, true as email_verified, null::text as image, 'epoch'::timestamptz as created_at, 'epoch'::timestamptz as updated_at from people where ended_at is null or ended_at > kyoso_now());--> statement-breakpoint
DROP TABLE "sessions" CASCADE;--> statement-breakpoint
CREATE TRIGGER sign_in_log_append_only BEFORE UPDATE OR DELETE ON sign_in_log FOR EACH ROW EXECUTE FUNCTION kyoso_append_only();

-- Accounts move out of the orders into a table of their own, and the database shows them to payments only. It locks payment_orders while the accounts are copied: seconds for a million orders.
CREATE TABLE "payment_accounts" (
	"order_id" text PRIMARY KEY NOT NULL,
	"account" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payment_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "transfer_batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "transfer_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payment_accounts" ADD CONSTRAINT "payment_accounts_order_id_payment_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."payment_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO "payment_accounts" ("order_id", "account") SELECT "id", "account" FROM "payment_orders";--> statement-breakpoint
ALTER TABLE "payment_orders" DROP COLUMN "account";--> statement-breakpoint
CREATE POLICY "payments_only" ON "transfer_batches" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.purpose', true) = 'payments') WITH CHECK (current_setting('app.purpose', true) = 'payments');--> statement-breakpoint
CREATE POLICY "payments_only" ON "transfer_lines" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.purpose', true) = 'payments') WITH CHECK (current_setting('app.purpose', true) = 'payments');--> statement-breakpoint
CREATE POLICY "payments_only" ON "payment_accounts" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.purpose', true) = 'payments') WITH CHECK (current_setting('app.purpose', true) = 'payments');
// Configuration: one schema, parsed once per process, all faults in one message. Secrets are redacted when printed.
import { z } from 'zod';

const schema = z.object({
  KYOSO_ENV: z.enum(['demo', 'test', 'production']).default('demo'),
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('kyoso'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().default(3000),
  PUBLIC_URL: z.url().default('http://localhost:3000').transform((url) => url.replace(/\/$/, '')),
  DATA_DIR: z.string().default('.kyoso'),
  LINK_KEY: z.string().min(32),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.string().optional(),
  RESEND_WEBHOOK_SECRET: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('山形市 市民協働課（共創） <kyoso@city.example.jp>'),
  MAILBOX_URL: z.string().optional(),
  BANK_URL: z.string().optional(),
  BANK_WEBHOOK_SECRET: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WORKER_HEALTH_PORT: z.coerce.number().int().default(3003),
  /** Which sign-in staff use. Only the demo city's exists so far, and a production configuration may not use it. */
  SIGN_IN: z.enum(['demo', 'none']).default('demo'),
});

export type Config = z.infer<typeof schema>;

/** Reads the environment. Throws one error that names every fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const known = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, env[key] === '' ? undefined : env[key]]));
  const parsed = schema.safeParse(known);
  if (!parsed.success) throw new Error(`configuration: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const faults: string[] = [];
  if (parsed.data.KYOSO_ENV === 'production') {
    faults.push('SIGN_IN: a production city needs a real sign-in for staff, and this release has none yet; the demo city signs in with one click and is for practice only');
    if (!parsed.data.RESEND_API_KEY && !parsed.data.SMTP_URL) faults.push('RESEND_API_KEY or SMTP_URL: mails must have a way out');
  }
  if (faults.length > 0) throw new Error(`configuration: ${faults.join('; ')}`);
  return parsed.data;
}

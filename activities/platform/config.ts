// Configuration: one schema, parsed once per process, all faults in one message. Secrets are redacted when printed.
import { z } from 'zod';
import type { BankProfile, Payer, ResultCodes } from '../../workflows/domain/bank/zengin.js';

/** What lists of transfers need to know: the city as its bank knows it, how the bank wants its files, what its result codes mean. */
export type BankFile = { readonly payer: Payer; readonly profile: BankProfile; readonly codes: ResultCodes };
const bankFile: z.ZodType<BankFile> = z.strictObject({
  payer: z.strictObject({ clientCode: z.string(), name: z.string(), bank: z.string(), bankKana: z.string(), branch: z.string(), branchKana: z.string(), accountType: z.enum(['1', '2', '9']), number: z.string() }),
  profile: z.strictObject({ crlf: z.boolean(), eof1A: z.boolean(), bankNameRequired: z.boolean(), clientCodePad: z.enum(['zero', 'space']), clearingHouseFill: z.enum(['zero', 'space']), maxRecords: z.int().min(1) }),
  codes: z.record(z.string().length(1), z.strictObject({ paid: z.boolean(), words: z.string().min(1) })),
});
/** The practice city's, invented. The codes are no standard: every bank has its own. */
const PRACTICE_BANK_FILE: BankFile = {
  payer: { clientCode: '1234567890', name: 'ﾔﾏｶﾞﾀｼ', bank: '0001', bankKana: '', branch: '001', branchKana: '', accountType: '1', number: '1234567' },
  profile: { crlf: true, eof1A: false, bankNameRequired: false, clientCodePad: 'zero', clearingHouseFill: 'zero', maxRecords: 9999 },
  codes: { '0': { paid: true, words: '振り込みました' }, '1': { paid: false, words: '口座がありません' }, '2': { paid: false, words: '口座の名義が違います' }, '9': { paid: false, words: '銀行が振り込めませんでした' } },
};

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
  /** How transfers leave: by the bank's HTTP service, or by lists that people carry to it. */
  BANK_MODE: z.enum(['http', 'file']).default('http'),
  /** For lists, as JSON. */
  BANK_FILE: z.string().optional().transform((text, ctx): BankFile => {
    const read = bankFile.safeParse(text === undefined ? PRACTICE_BANK_FILE : fromJson(text));
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) ctx.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  }),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WORKER_HEALTH_PORT: z.coerce.number().int().default(3003),
  /** Which sign-in staff use. Only the demo city's exists so far, and a production configuration may not use it. */
  SIGN_IN: z.enum(['demo', 'none']).default('demo'),
});

export type Config = z.infer<typeof schema>;

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'no JSON';
  }
}

/** Reads the environment. Throws one error that names every fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const known = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, env[key] === '' ? undefined : env[key]]));
  const parsed = schema.safeParse(known);
  if (!parsed.success) throw new Error(`configuration: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const faults: string[] = [];
  if (parsed.data.KYOSO_ENV === 'production') {
    faults.push('SIGN_IN: a production city needs a real sign-in for staff, and this release has none yet; the demo city signs in with one click and is for practice only');
    if (!parsed.data.RESEND_API_KEY && !parsed.data.SMTP_URL) faults.push('RESEND_API_KEY or SMTP_URL: mails must have a way out');
    if (parsed.data.BANK_MODE === 'file' && known.BANK_FILE === undefined) faults.push('BANK_FILE: lists of transfers need the city as its bank knows it; without it they would bear the practice city');
  }
  if (faults.length > 0) throw new Error(`configuration: ${faults.join('; ')}`);
  return parsed.data;
}

// Configuration: one schema, parsed once per process, all faults in one message. Secrets are named in one list, which the log leaves out.
import { z } from 'zod';
import type { BankProfile, Payer, ResultCodes } from '../../workflows/domain/bank/zengin.js';
import { readKeyRing } from './key-ring.js';

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
  /** The owner of the tables: prepares, backs up and restores the database. API and worker need none of it and are given none. */
  DATABASE_OWNER_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('kyoso'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().default(3000),
  PUBLIC_URL: z.url().default('http://localhost:3000').transform((url) => url.replace(/\/$/, '')),
  DATA_DIR: z.string().default('.kyoso'),
  /** Where clamd listens (`host:port`), which looks at every file before anybody can open it; without it files are shown as not looked at. */
  CLAMD: z.string().regex(/^[^\s:/]+:\d{1,5}$/, 'host:port').optional(),
  LINK_KEY: z.string().min(32),
  /** Keys that seal what Temporal keeps, `id:hex` with commas between, the newest first. Without them it is kept plain. */
  CODEC_KEYS: z.string().optional().transform((text, ctx) => {
    const ring = text === undefined ? undefined : readKeyRing(text);
    if (ring !== null) return ring;
    ctx.addIssue({ code: 'custom', message: 'keys as id:hex with commas between, 32 bytes each, every id once' });
    return z.NEVER;
  }),
  /** The Ed25519 key that signs the heads of the log, 32 bytes as hex; only the worker needs it. */
  EVIDENCE_KEY: z.string().regex(/^[0-9a-f]{64}$/, '32 bytes as hex').optional(),
  /** The authority that stamps a head a day (RFC 3161); none by default. */
  TSA_URL: z.url().optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.string().optional(),
  RESEND_WEBHOOK_SECRET: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('山形市 市民協働課（共創） <kyoso@city.example.jp>'),
  MAILBOX_URL: z.string().optional(),
  /** Where the practice city's launcher stops a part of the house for some seconds; set by it alone. */
  PLUG_URL: z.url().optional(),
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
  /** Whoever bears it may read /metrics from anywhere; without it only this machine may. */
  METRICS_TOKEN: z.string().min(16).optional(),
  WORKER_HEALTH_PORT: z.coerce.number().int().default(3003),
  /** How staff sign in: one click (practice city), the real ways (the city's service, passkey, mailed link), or not at all. */
  SIGN_IN: z.enum(['demo', 'city', 'none']).default('demo'),
  /** Signs the cookies of sessions; without it the practice city derives one. */
  SIGN_IN_KEY: z.string().min(32).optional(),
  /** The city's own sign-in service; the three belong together. */
  OIDC_ISSUER: z.url().optional().transform((url) => url?.replace(/\/$/, '')),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** How strongly the service must have checked the person (`acr`), when the city wants that said. */
  OIDC_ACR: z.string().optional(),
  /** SHA-256 of the secret in the safe, as hex; without it there is no sealed account. */
  SEALED_SECRET_SHA256: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 as 64 hex characters').optional(),
});

export type Config = z.infer<typeof schema>;

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'no JSON';
  }
}

type Known = Readonly<Record<string, string | undefined>>;

/** What must not be printed anywhere. */
export const SECRETS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'LINK_KEY', 'CODEC_KEYS', 'EVIDENCE_KEY', 'SIGN_IN_KEY', 'OIDC_CLIENT_SECRET', 'SEALED_SECRET_SHA256', 'RESEND_API_KEY', 'RESEND_WEBHOOK_SECRET', 'SMTP_URL', 'BANK_WEBHOOK_SECRET', 'BANK_FILE', 'METRICS_TOKEN', 'PLUG_URL'] as const satisfies readonly (keyof Config)[];

/** Faults of single values are zod's; these are what values say together. */
function faultsTogether(known: Known): string[] {
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const missing = oidc.filter((key) => !known[key]);
  const half = missing.length > 0 && missing.length < oidc.length ? [`${missing.join(', ')}: the city's sign-in service needs all three of ${oidc.join(', ')}`] : [];
  return known.KYOSO_ENV === 'production' ? [...half, ...productionFaults(known)] : half;
}

/** A production city starts only with a real sign-in, keys of its own, a sender, a way out for mails and a public address with TLS. */
function productionFaults(known: Known): string[] {
  const faults: string[] = [];
  if (known.SIGN_IN !== 'city') faults.push('SIGN_IN: a production city needs a real sign-in for staff (city); one click is for practice only');
  if (!known.SIGN_IN_KEY) faults.push('SIGN_IN_KEY: sessions need a key of their own, 32 bytes or more');
  else if (known.SIGN_IN_KEY === known.LINK_KEY) faults.push('SIGN_IN_KEY: it must differ from LINK_KEY');
  if (!known.PUBLIC_URL || !/^https:\/\/(?!localhost|127\.)/.test(known.PUBLIC_URL)) faults.push('PUBLIC_URL: the address people open, beginning with https://');
  if (known.OIDC_ISSUER && !known.OIDC_ISSUER.startsWith('https:')) faults.push('OIDC_ISSUER: it must begin with https://');
  if (!known.MAIL_FROM) faults.push('MAIL_FROM: mails need a sender of the city');
  if (!known.RESEND_API_KEY && !known.SMTP_URL) faults.push('RESEND_API_KEY or SMTP_URL: mails must have a way out');
  if (!known.CODEC_KEYS) faults.push('CODEC_KEYS: what passes through Temporal must be sealed; one key, main:64 hex characters, is enough to begin with');
  if (!known.EVIDENCE_KEY) faults.push('EVIDENCE_KEY: the heads of the log must be signed; money and publication wait when they are not');
  if (known.PLUG_URL) faults.push('PLUG_URL: only a practice city can be stopped in parts');
  if (known.BANK_MODE === 'file' && !known.BANK_FILE) faults.push('BANK_FILE: lists of transfers need the city as its bank knows it; without it they would bear the practice city');
  return faults;
}

/** Reads the environment. Throws one error that names every fault and no value. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const known: Known = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, env[key] === '' ? undefined : env[key]]));
  const parsed = schema.safeParse(known);
  const faults = [...(parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []), ...faultsTogether(known)];
  if (!parsed.success || faults.length > 0) throw new Error(`configuration: ${faults.join('; ')}`);
  return parsed.data;
}

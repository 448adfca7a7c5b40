import { secrets } from './secrets.mjs';

/** Settings a person may make; a stack with settings of its own (tests, demo) must not inherit them from the shell. */
const SETTINGS = [
  ...['DATABASE_URL', 'DATABASE_OWNER_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'KYOSO_ENV', 'HOST', 'PORT', 'PUBLIC_URL', 'DATA_DIR'],
  ...['RESEND_API_KEY', 'RESEND_BASE_URL', 'RESEND_WEBHOOK_SECRET', 'SMTP_URL', 'MAIL_FROM', 'SIGN_IN', 'SIGN_IN_KEY', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ACR', 'SEALED_SECRET_SHA256', 'MAILBOX_URL', 'MAILBOX_PORT', 'PLUG_URL'],
  ...['BANK_URL', 'BANK_PORT', 'BANK_WEBHOOK_SECRET', 'LINK_KEY', 'CODEC_KEYS', 'CLAMD', 'EVIDENCE_KEY', 'TSA_URL', 'WORKER_HEALTH_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT'],
];

/**
 * The variables every child of a stack gets. What a person has set wins; the rest points at the embedded city.
 * @param {{ settings: NodeJS.ProcessEnv, dataDir: string, ports: import('./stack-ports.mjs').Ports }} stack
 * @returns {{ known: Record<string, string>, inherited: NodeJS.ProcessEnv }} `known`: Kyoso's own variables (DATABASE_URL and DATABASE_OWNER_URL join them when Postgres is up); `inherited`: the shell's, without Kyoso's
 */
export function stackEnvironment({ settings, dataDir, ports }) {
  const kept = secrets(dataDir);
  const ownMail = Boolean(settings.RESEND_API_KEY || settings.SMTP_URL);
  const mailbox = `http://127.0.0.1:${ports.mailbox}`;
  const usual = {
    KYOSO_ENV: 'demo',
    HOST: '127.0.0.1',
    PORT: String(ports.api),
    PUBLIC_URL: `http://localhost:${ports.api}`,
    DATA_DIR: dataDir,
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
    TEMPORAL_NAMESPACE: 'kyoso',
    WORKER_HEALTH_PORT: String(ports.worker),
    BANK_URL: `http://127.0.0.1:${ports.bank}`,
    ...(ownMail ? {} : { RESEND_API_KEY: 're_demo', RESEND_BASE_URL: mailbox, MAILBOX_URL: `http://localhost:${ports.mailbox}` }),
    ...kept,
  };
  const set = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== ''));
  const base = settings === process.env ? {} : process.env;
  const inherited = Object.fromEntries(Object.entries(base).filter(([name]) => !SETTINGS.includes(name)));
  // These are decided here: the port a child listens on is the one that was checked.
  const decided = { PORT: usual.PORT, WORKER_HEALTH_PORT: usual.WORKER_HEALTH_PORT, DATA_DIR: dataDir, PLUG_URL: '' };
  return { known: /** @type {Record<string, string>} */ ({ ...usual, ...set, ...decided }), inherited };
}

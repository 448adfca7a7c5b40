// The configuration: a production city starts only whole, and all that is missing is said at once, without saying any value.
import { expect, test } from 'vitest';
import { readConfig, SECRETS } from '../../activities/platform/config.js';
import { makeLog } from '../../activities/platform/logger.js';

const WHOLE = {
  KYOSO_ENV: 'production', DATABASE_URL: 'postgres://kyoso:pw@db/kyoso', LINK_KEY: 'l'.repeat(64), CODEC_KEYS: `main:${'c'.repeat(64)}`, EVIDENCE_KEY: 'e'.repeat(64), SIGN_IN: 'city', SIGN_IN_KEY: 's'.repeat(64), PUBLIC_URL: 'https://kyoso.city.example.jp', MAIL_FROM: '市 <kyoso@city.example.jp>', SMTP_URL: 'smtps://u:p@relay',
  OIDC_ISSUER: 'https://login.city.example.jp', OIDC_CLIENT_ID: 'kyoso', OIDC_CLIENT_SECRET: 'between the two',
};
const faultsOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('a production city starts when it is whole, and without any one of what it needs it does not', () => {
  expect(faultsOf(WHOLE)).toBe('');
  for (const [key, without] of [['EVIDENCE_KEY', { EVIDENCE_KEY: '' }], ['CODEC_KEYS', { CODEC_KEYS: '' }], ['CODEC_KEYS', { CODEC_KEYS: 'c'.repeat(64) }], ['CODEC_KEYS', { CODEC_KEYS: `a:${'c'.repeat(64)},a:${'d'.repeat(64)}` }], ['CLAMD', { CLAMD: 'http://here' }], ['SIGN_IN', { SIGN_IN: 'demo' }], ['SIGN_IN', { SIGN_IN: 'none' }], ['SIGN_IN', { SIGN_IN: '' }], ['SIGN_IN_KEY', { SIGN_IN_KEY: '' }], ['SIGN_IN_KEY', { SIGN_IN_KEY: WHOLE.LINK_KEY }], ['LINK_KEY', { LINK_KEY: '' }], ['PUBLIC_URL', { PUBLIC_URL: '' }], ['PUBLIC_URL', { PUBLIC_URL: 'http://kyoso.city.example.jp' }], ['PUBLIC_URL', { PUBLIC_URL: 'https://localhost' }], ['MAIL_FROM', { MAIL_FROM: '' }], ['SMTP_URL', { SMTP_URL: '' }], ['PLUG_URL', { PLUG_URL: 'http://127.0.0.1:1/x' }], ['OIDC_CLIENT_SECRET', { OIDC_CLIENT_SECRET: '' }], ['OIDC_ISSUER', { OIDC_ISSUER: 'http://login.city.example.jp' }], ['SEALED_SECRET_SHA256', { SEALED_SECRET_SHA256: 'the secret itself' }]] as const) {
    expect(faultsOf({ ...WHOLE, ...without }), JSON.stringify(without)).toContain(key);
  }
});

test('all faults are told at once, those of single values beside those of values together, and no value with them', () => {
  const said = faultsOf({ ...WHOLE, LINK_KEY: 'short-secret', SIGN_IN: 'demo', PUBLIC_URL: 'http://here', MAIL_FROM: '', SMTP_URL: '', PORT: 'many', OIDC_CLIENT_SECRET: '' });
  for (const key of ['LINK_KEY', 'SIGN_IN', 'PUBLIC_URL', 'MAIL_FROM', 'RESEND_API_KEY or SMTP_URL', 'PORT', 'OIDC_CLIENT_SECRET']) expect(said).toContain(key);
  expect(said).not.toContain('short-secret');
});

test('a secret that is handed to the log is not written', () => {
  const lines: string[] = [];
  const log = makeLog('test', 'info', { write: (line: string) => void lines.push(line) });
  const config = readConfig({ ...WHOLE, SEALED_SECRET_SHA256: 'a'.repeat(64) });
  log.info({ config, ...config }, 'started');
  for (const key of SECRETS) { const value = config[key]; if (typeof value === 'string') expect(lines.join()).not.toContain(value); }
  expect(lines.join()).toContain('kyoso.city.example.jp');
});

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The secrets of this installation, made at the first start and kept (mode 0600): links in yesterday's mails stay valid.
 * @param {string} dataDir
 * @returns {{ LINK_KEY: string, CODEC_KEYS: string, RESEND_WEBHOOK_SECRET: string, EVIDENCE_KEY: string, BANK_WEBHOOK_SECRET: string }}
 */
export function secrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  const all = {
    LINK_KEY: randomBytes(32).toString('hex'),
    CODEC_KEYS: `main:${randomBytes(32).toString('hex')}`,
    EVIDENCE_KEY: randomBytes(32).toString('hex'),
    RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
    BANK_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
    ...kept,
  };
  if (Object.keys(kept).length < Object.keys(all).length) {
    fs.writeFileSync(`${file}.new`, JSON.stringify(all, null, 2), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  return all;
}

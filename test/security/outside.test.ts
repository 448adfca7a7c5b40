// What leaves the house goes where it was configured to go, or nowhere.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpBank } from '../../activities/platform/bank.js';
import { makeStamp } from '../../activities/platform/stamp.js';

const heard: string[] = [];
const stranger = http.createServer((request, response) => { heard.push(`${request.method} ${request.url}`); response.end('{}'); });
const elsewhere = http.createServer((request, response) => { response.writeHead(307, { location: `${at(stranger)}${request.url}` }).end(); });
const at = (server: http.Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeAll(() => Promise.all([stranger, elsewhere].map((server) => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))));
afterAll(() => { stranger.close(); elsewhere.close(); });

test('a bank or a stamping authority that sends on to another address is not followed: the account and the hash reach nobody', async () => {
  const bank = httpBank({ BANK_URL: at(elsewhere) });
  await expect(bank.instruct({ instruction: 'ins_1', yen: 1, account: { bank: '0001', number: '0123456' }, memo: 'pay_1' })).rejects.toThrow();
  await expect(bank.lookUp('ins_1')).rejects.toThrow();
  await expect(makeStamp(at(elsewhere))(new Uint8Array([1]))).rejects.toThrow();
  expect(heard).toEqual([]);
});

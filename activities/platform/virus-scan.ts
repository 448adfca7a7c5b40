// The way to a virus scanner that speaks clamd's protocol (INSTREAM over TCP). Without one, a file is kept and shown as not looked at.
import net from 'node:net';
import type { ScanState } from '../../db/store/files.js';

export type Scanner = {
  /** Whether a scanner is configured at all. */
  readonly there: boolean;
  /** Looks at a file: `unscanned` without a scanner, `waiting` when it gave no answer in time (to be tried again). Never throws. */
  scan(bytes: Uint8Array): Promise<ScanState>;
};

const WITHIN_MS = 10_000;
/** Pieces below what any clamd takes at once. */
const PIECE = 64 * 1024;

/** A scanner at `host:port`; undefined = none. */
export function makeScanner(address: string | undefined): Scanner {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address ?? '') ?? [];
  if (!port) return { there: false, scan: async () => 'unscanned' };
  return { there: true, scan: async (bytes) => stateOf(await ask(host, Number(port), bytes).catch(() => '')) };
}

/** `stream: OK`, `stream: <name> FOUND`; all else is no answer. */
function stateOf(answer: string): ScanState {
  if (/^stream: OK\0?$/.test(answer.trim())) return 'clean';
  return /^stream: .+ FOUND\0?$/.test(answer.trim()) ? 'infected' : 'waiting';
}

async function ask(host: string, port: number, bytes: Uint8Array): Promise<string> {
  const socket = net.connect({ host, port, signal: AbortSignal.timeout(WITHIN_MS) });
  try {
    const answer = new Promise<string>((resolve, reject) => {
      let said = '';
      socket.setEncoding('utf8').on('data', (piece: string) => { said += piece; if (said.length > 1024 || said.includes('\0')) resolve(said); }).once('end', () => resolve(said)).once('error', reject);
    });
    // It may be refused before all is written; the answer is then awaited all the same.
    answer.catch(() => {});
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      socket.write(length);
      socket.write(piece);
    }
    socket.write(Buffer.alloc(4));
    return await answer;
  } finally {
    socket.destroy();
  }
}

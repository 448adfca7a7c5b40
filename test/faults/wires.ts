// Wires between the processes of a stack. Each passes everything on, and asks at every boundary (a commit, a call to the mail provider or the bank) whether something happens
// to its process there. It knows the protocols only; nothing of the product.
import http from 'node:http';
import net from 'node:net';

/** What happens at a boundary: nothing; the process dies; the connection is cut; the other side answers so (HTTP only). */
export type Fate = 'pass' | 'kill' | 'cut';
/** `before`: nothing has reached the other side yet. `after`: it has done its work and the answer is held back. */
export type Boundary = { readonly process: string; readonly where: 'commit' | 'mail' | 'bank'; readonly when: 'before' | 'after'; readonly what: string };
export type Fates = (boundary: Boundary) => Fate;
export type Wire = { readonly port: number; down(on: boolean): void; close(): Promise<void> };

const WRITES = /^\s*(insert|update|delete|with)\b/i;
const VERB_AND_TABLE = /\b(insert into|update|delete from)\s+(?:only\s+)?"?(?:\w+"?\."?)?(\w+)"?/gi;
const COMMIT = /^\s*commit\b/i;

/** A wire to Postgres. Boundaries are commits of what was written and writes outside a transaction, named by what they write. `kill` must end the process that uses it. */
export async function postgresWire(process: string, target: number, fates: Fates, kill: () => Promise<void>): Promise<Wire> {
  return tcpWire(target, (client, server) => {
    const statements = new Map<string, string>();
    let started = false, startedUp = false, inTransaction = false, unit = '', sent = 0, answered = 0, holdAnswer = 0;
    let fallen: () => Promise<void> = async () => {};
    /** What the open transaction has written so far: its name as a boundary. */
    const wrote = new Set<string>();
    let held: Buffer[] = [];
    let queue = Promise.resolve();
    const end = async (fate: Fate) => { if (fate === 'kill') await kill(); client.destroy(); server.destroy(); };
    let pending = Buffer.alloc(0);
    client.on('data', (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      for (;;) {
        const typed = started ? 1 : 0;
        if (pending.length < typed + 4) return;
        const length = pending.readInt32BE(typed) + typed;
        if (pending.length < length) return;
        const message = pending.subarray(0, length);
        pending = pending.subarray(length);
        if (!startedUp) { started = true; server.write(message); continue; }
        const kind = String.fromCharCode(message[0] ?? 0);
        const words = message.subarray(5).toString('latin1').split('\0');
        if (kind === 'Q') unit = words[0] ?? '';
        if (kind === 'P') { statements.set(words[0] ?? '', words[1] ?? ''); unit = words[1] ?? ''; }
        if (kind === 'B') unit = statements.get(words[1] ?? '') ?? unit;
        held.push(message);
        // A flush asks for what the server knows so far; the unit goes on.
        if (kind === 'H') { const first = held; held = []; queue = queue.then(() => void server.write(Buffer.concat(first))); continue; }
        if (kind !== 'Q' && kind !== 'S' && kind !== 'X') continue;
        const messages = held, text = unit;
        held = []; unit = '';
        queue = queue.then(async () => {
          const ends = COMMIT.test(text);
          if (/^\s*(begin|rollback)\b/i.test(text)) wrote.clear();
          if (WRITES.test(text)) for (const [, verb, table] of text.matchAll(VERB_AND_TABLE)) wrote.add(`${verb?.split(' ')[0]?.toLowerCase()} ${table}`);
          const what = [...wrote].join(', ').slice(0, 160);
          if (ends || !inTransaction) wrote.clear();
          if (what === '' || (!ends && inTransaction)) { if (kind !== 'X') sent++; server.write(Buffer.concat(messages)); return; }
          const before = fates({ process, where: 'commit', when: 'before', what });
          if (before !== 'pass') return end(before);
          sent++;
          const after = fates({ process, where: 'commit', when: 'after', what });
          if (after !== 'pass') {
            holdAnswer = sent;
            fallen = () => end(after);
          }
          server.write(Buffer.concat(messages));
        });
      }
    });
    let back = Buffer.alloc(0);
    server.on('data', (data: Buffer) => {
      back = Buffer.concat([back, data]);
      const pass: Buffer[] = [];
      while (back.length >= 5) {
        const length = back.readInt32BE(1) + 1;
        if (back.length < length) break;
        const message = back.subarray(0, length);
        back = back.subarray(length);
        const ready = message[0] === 0x5a;
        if (ready) inTransaction = message[5] !== 0x49;
        const held = holdAnswer > 0 && answered >= holdAnswer - 1 && sent >= holdAnswer;
        // The first answer after the start-up belongs to no unit.
        if (ready && startedUp) answered++;
        if (ready) startedUp = true;
        if (held) { if (ready) void fallen(); continue; }
        pass.push(message);
      }
      if (pass.length > 0 && !client.destroyed) client.write(Buffer.concat(pass));
    });
  });
}

/** A wire that passes bytes and can be taken down: new connections are refused and open ones cut. */
export const plainWire = (target: number): Promise<Wire> => tcpWire(target, (client, server) => { client.pipe(server); server.pipe(client); });

/** A wire to an HTTP service; each POST is a boundary of the process that uses it. */
export async function httpWire(process: string, where: 'mail' | 'bank', target: number, fates: Fates, kill: () => Promise<void>): Promise<Wire> {
  let off = false;
  const server = http.createServer(async (request, response) => {
    const body = await bytes(request);
    const end = async (fate: Fate) => { if (fate === 'kill') await kill(); request.socket.destroy(); };
    if (off) return void request.socket.destroy();
    const what = `${request.method} ${request.url?.replace(/[0-9a-z]{20,}/g, '…')}`;
    const at = (when: 'before' | 'after'): Fate => (request.method === 'POST' ? fates({ process, where, when, what }) : 'pass');
    const before = at('before');
    if (before !== 'pass') return end(before);
    try {
      const answer = await forward(target, request, body);
      const after = at('after');
      if (after !== 'pass') return await end(after);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      request.socket.destroy();
    }
  });
  return listening(server, (on) => { off = on; });
}

/** What a person's browser got: the page that came, at last, and how often it had to be asked for again. */
export type Seen = { readonly method: string; readonly url: string; readonly status: number; readonly body: string; readonly again: number };

/** The patient person in front of a browser: when no answer comes, the same thing is pressed again until one does, for at most `ms`. */
export async function personWire(target: number, seen: (page: Seen) => void, ms = 90_000): Promise<Wire> {
  const server = http.createServer(async (request, response) => {
    const body = await bytes(request);
    const until = Date.now() + ms;
    for (let again = 0; ; again++) {
      try {
        const answer = await forward(target, request, body);
        if (answer.status < 502 || answer.status > 504 || Date.now() > until) {
          seen({ method: request.method ?? '', url: request.url ?? '', status: answer.status, body: answer.body.toString('utf8'), again });
          response.writeHead(answer.status, answer.headers).end(answer.body);
          return;
        }
      } catch {
        if (Date.now() > until) return void request.socket.destroy();
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  server.requestTimeout = 0;
  return listening(server, () => {});
}

function forward(port: number, request: http.IncomingMessage, body: Buffer): Promise<{ status: number; headers: http.OutgoingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const onward = http.request({ host: '127.0.0.1', port, method: request.method, path: request.url, headers: { ...request.headers, connection: 'close' }, agent: false }, async (answer) => {
      try {
        const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = answer.headers;
        const all = await bytes(answer);
        if (!answer.complete) throw new Error('cut in the middle');
        resolve({ status: answer.statusCode ?? 0, headers: { ...headers, 'content-length': all.length }, body: all });
      } catch (error) { reject(error as Error); }
    });
    onward.setTimeout(60_000, () => onward.destroy(new Error('no answer in a minute')));
    onward.on('error', reject);
    onward.end(body);
  });
}

async function bytes(stream: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function tcpWire(target: number, join: (client: net.Socket, server: net.Socket) => void): Promise<Wire> {
  let off = false;
  const open = new Set<net.Socket>();
  const wire = net.createServer((client) => {
    if (off) return void client.destroy();
    const server = net.connect(target, '127.0.0.1');
    for (const [socket, other] of [[client, server], [server, client]] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => { open.delete(socket); other.destroy(); });
    }
    join(client, server);
  });
  return listening(wire, (on) => { off = on; if (on) for (const socket of open) socket.destroy(); }, () => { for (const socket of open) socket.destroy(); });
}

async function listening(server: net.Server | http.Server, down: (on: boolean) => void, cut: () => void = () => {}): Promise<Wire> {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as net.AddressInfo).port,
    down,
    close: () => new Promise((resolve) => { cut(); server.close(() => resolve()); if ('closeAllConnections' in server) server.closeAllConnections(); }),
  };
}

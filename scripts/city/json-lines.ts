import fs from 'node:fs';
import path from 'node:path';

/**
 * An append-only file of JSON lines that survives a kill in the middle of a line. One process writes it.
 * Bodies stay on disk: `append` and `replay` give the place of each line, `read` fetches it.
 */
export class JsonLines<T> {
  private readonly fd: number;
  private size: number;

  constructor(file: string) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.fd = fs.openSync(file, 'a+', 0o600);
    this.size = fs.fstatSync(this.fd).size;
    // A half-written last line is closed, so that the next one starts on its own.
    if (this.size > 0 && this.bytes({ at: this.size - 1, length: 1 }).toString() !== '\n') this.write('\n');
  }

  /** Writes one entry; its place is returned. */
  append(entry: T): Place {
    const text = Buffer.from(JSON.stringify(entry));
    const place = { at: this.size, length: text.length };
    this.write(`${text}\n`);
    return place;
  }

  read(place: Place): T {
    return JSON.parse(this.bytes(place).toString('utf8'));
  }

  /** Every whole entry from the beginning, in the order they were written. */
  *replay(): Generator<{ entry: T; place: Place }> {
    let rest = Buffer.alloc(0);
    let at = 0;
    for (let from = 0; from < this.size; from += CHUNK) {
      rest = Buffer.concat([rest, this.bytes({ at: from, length: Math.min(CHUNK, this.size - from) })]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        const entry = parsed<T>(rest.subarray(0, end).toString('utf8'));
        if (entry !== undefined) yield { entry, place: { at, length: end } };
        at += end + 1;
        rest = rest.subarray(end + 1);
      }
    }
  }

  private bytes({ at, length }: Place): Buffer {
    const buffer = Buffer.alloc(length);
    fs.readSync(this.fd, buffer, 0, length, at);
    return buffer;
  }

  private write(text: string) {
    const buffer = Buffer.from(text);
    fs.writeSync(this.fd, buffer);
    this.size += buffer.length;
  }
}

export type Place = { at: number; length: number };

const CHUNK = 4 * 1024 * 1024;

function parsed<T>(line: string): T | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

// Files from outside: what is taken, what is left of it, and that no file costs this process more than its own size.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readUpload, safeName } from '../../activities/platform/upload.js';
import { CANARY, hostileFiles, pdf } from './hostile-files.js';

test('of more than 40 hostile files each is refused for its reason, or kept as what its bytes are with nothing of what was planted; and memory stays within 100 MB', async () => {
  const files = await hostileFiles();
  expect(files.length).toBeGreaterThan(40);
  const faults: string[] = [];
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 5);
  for (const { what, bytes, becomes } of files) {
    const read = await readUpload(bytes);
    const is = 'why' in read ? read.why : read.type;
    if (is !== becomes) faults.push(`${what}: ${is}, not ${becomes}`);
    if (!('why' in read) && Buffer.from(read.bytes).includes(CANARY)) faults.push(`${what}: what was planted is kept`);
  }
  clearInterval(watch);
  expect(faults).toEqual([]);
  expect((most - before) / 1_000_000).toBeLessThan(100);
}, 60_000);

test('a photo is kept upright, as a whole picture, without place, device or turn', async () => {
  const lying = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a00' } }).jpeg().withExif({ IFD0: { Orientation: '6', Make: CANARY } }).toBuffer();
  const turned = Buffer.from(lying);
  // The maker of the picture wrote that it is upright: it lies on its side.
  const at = turned.indexOf(Buffer.from('011200030000000100', 'hex')) >= 0 ? turned.indexOf(Buffer.from('011200030000000100', 'hex')) + 9 : turned.indexOf(Buffer.from('12010300010000000100', 'hex')) + 8;
  turned[at] = 6;
  expect((await sharp(turned).metadata()).orientation).toBe(6);
  const read = await readUpload(turned);
  if ('why' in read) throw new Error(read.why);
  const { width, height, exif, orientation } = await sharp(read.bytes).metadata();
  expect({ width, height, exif, orientation }).toEqual({ width: 20, height: 40, exif: undefined, orientation: undefined });
});

test('the same photo sent twice is kept as the same bytes, so that a receipt shown twice is found', async () => {
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#0a0' } }).jpeg().toBuffer();
  const [one, two] = [await readUpload(photo), await readUpload(photo)];
  expect('why' in one || 'why' in two).toBe(false);
  expect(one).toEqual(two);
});

test('a PDF is kept byte for byte, with its pages counted', async () => {
  expect(await readUpload(pdf())).toEqual({ type: 'application/pdf', bytes: pdf(), pages: 1 });
});

test('a name leads nowhere, hides nothing, ends as its bytes are, and stays what a person wrote', () => {
  const names: readonly (readonly [string, string])[] = [
    ['領収書.pdf', '領収書.pdf'], ['髙﨑𠮷辻󠄀.PDF', '髙﨑𠮷辻󠄀.PDF'], ['会則 第2版.pdf', '会則 第2版.pdf'], ['a.b.pdf', 'a.b.pdf'],
    ['../../etc/passwd', 'etcpasswd.pdf'], ['..\\..\\boot.ini', 'boot.ini.pdf'], ['/etc/cron.d/x.pdf', 'etccron.dx.pdf'], ['C:\\a.pdf', 'Ca.pdf'], ['a.pdf:stream', 'a.pdfstream.pdf'],
    ['photo.pdf.exe', 'photo.pdf.exe.pdf'], ['rcs.\u202Efdp.exe', 'rcs.fdp.exe.pdf'], ['a\u200B\u200D\uFEFFb.pdf', 'ab.pdf'], ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie x=1.pdf'], ['a\0.pdf', 'a.pdf'],
    ['', 'ファイル.pdf'], ['.pdf', 'pdf.pdf'], ['...', 'ファイル.pdf'], [' . . ', 'ファイル.pdf'], ['.htaccess', 'htaccess.pdf'], ['CON', '_CON.pdf'], ['nul.pdf', '_nul.pdf'], ['com1.tar.pdf', '_com1.tar.pdf'], ['console.pdf', 'console.pdf'],
    ['a"b.pdf', 'ab.pdf'], ['<img src=x onerror=alert(1)>.pdf', 'img src=x onerror=alert(1).pdf'], ['*?.pdf', 'pdf.pdf'], ['a\uD800.pdf', 'a.pdf'], ['\uE000外字.pdf', '外字.pdf'], ['x .pdf ', 'x.pdf'],
  ];
  for (const [sent, kept] of names) expect(safeName(sent, 'application/pdf'), JSON.stringify(sent)).toBe(kept);
  expect([...safeName(`${'𠮷'.repeat(500)}.jpeg`, 'image/jpeg')]).toHaveLength(155);
});

// Files as somebody would send them who means harm, or does not know what is in them; each made here, none is a real one.
import zlib from 'node:zlib';
import { zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';

/** What is planted in the data about a picture; no byte of it may be kept. */
export const CANARY = 'canary-where-i-live';
/** The string every virus scanner knows (EICAR), in two parts so that this file is none. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** One file, and what becomes of it: `kept` (and as what), or why it is refused. */
export type HostileFile = { readonly what: string; readonly bytes: Uint8Array; readonly becomes: 'application/pdf' | 'image/jpeg' | 'image/png' | 'unknown' | 'other' | 'broken' | 'cut' | 'active' | 'bomb' | 'too-many-pixels' };

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const join = (...parts: readonly (Uint8Array | string)[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? ascii(part) : part)));
/** A PDF of one page with these objects beside it. */
export const pdf = (objects: string | Uint8Array = '', end = '%%EOF\n'): Buffer => join('%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n', objects, '\ntrailer<</Root 1 0 R>>\n', end);
const packed = (text: string | Uint8Array): Buffer => { const body = zlib.deflateSync(text); return join(`9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${body.length}>>stream\n`, body, '\nendstream endobj'); };
const crc = (bytes: Uint8Array): Buffer => { const out = Buffer.alloc(4); out.writeUInt32BE(zlib.crc32(bytes)); return out; };
const chunk = (type: string, data: Uint8Array): Buffer => { const length = Buffer.alloc(4); length.writeUInt32BE(data.length); const body = join(type, data); return join(length, body, crc(body)); };
const MAGIC = Buffer.from('89504e470d0a1a0a', 'hex');
/** A PNG that says it is so large, with so little behind it. */
const pngOf = (width: number, height: number, data: Uint8Array = zlib.deflateSync(Buffer.alloc(1000))): Buffer => { const head = Buffer.alloc(13); head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4); head.set([8, 2, 0, 0, 0], 8); return join(MAGIC, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))); };
const box = (brand: string): Buffer => join(Buffer.from('00000018', 'hex'), `ftyp${brand}`, Buffer.alloc(4), `mif1${brand}`, Buffer.alloc(64));

async function made(write: (doc: PDFKit.PDFDocument) => void, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const doc = new PDFDocument(options);
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) => doc.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve()));
  write(doc);
  doc.end();
  await done;
  return Buffer.concat(parts);
}

/** All of them. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const photo = () => sharp({ create: { width: 320, height: 240, channels: 3, background: '#336699' } });
  const where = { IFD0: { Make: CANARY, ImageDescription: CANARY, Artist: CANARY }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '38/1 15/1 24/1', GPSLongitudeRef: 'E', GPSLongitude: '140/1 20/1 1/1' } };
  const jpeg = await photo().jpeg().withExif(where).toBuffer();
  const png = await photo().png().withExif(where).toBuffer();
  const word = { '[Content_Types].xml': ascii('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'), 'word/document.xml': ascii('<w/>') };
  const zip = zipSync({ 'a.txt': ascii('a') });
  const locked = Buffer.from(zip); locked[6] = (locked[6] ?? 0) | 1;
  const letter = await made((doc) => doc.text('a letter'));
  const wide = Buffer.from(jpeg); const frame = wide.indexOf(Buffer.from('ffc0', 'hex')); wide.writeUInt16BE(65_000, frame + 5); wide.writeUInt16BE(65_000, frame + 7);
  const kept = (type: HostileFile['becomes'], what: string, bytes: Uint8Array): HostileFile => ({ what, bytes, becomes: type });
  return [
    kept('image/jpeg', 'a photo that says where it was taken', jpeg),
    kept('image/png', 'a picture that says where it was taken', png),
    kept('image/png', 'a picture with words in its text pieces', join(png.subarray(0, -12), chunk('tEXt', ascii(`Comment\0${CANARY}`)), chunk('IEND', Buffer.alloc(0)))),
    kept('image/jpeg', 'a photo with a ZIP behind it', join(jpeg, zip, CANARY)),
    kept('image/jpeg', 'a photo with a web page behind it', join(jpeg, `<html><script>alert("${CANARY}")</script>`)),
    kept('image/jpeg', 'a photo with a script in its comment', join(jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 2 + CANARY.length + 13]), `<?php eval();//${CANARY}`.slice(0, 13), CANARY, jpeg.subarray(2))),
    kept('image/png', 'a picture with a program behind it', join(png, 'MZ', Buffer.alloc(500), CANARY)),
    kept('image/jpeg', 'a photo that lies on its side', await photo().jpeg().withExif({ IFD0: { Orientation: '6', Make: CANARY } }).toBuffer()),
    kept('image/jpeg', 'a photo in four inks', await photo().toColourspace('cmyk').jpeg().toBuffer()),
    kept('image/jpeg', 'a photo that comes in layers', await photo().jpeg({ progressive: true }).toBuffer()),
    kept('application/pdf', 'a letter', letter),
    kept('application/pdf', 'a letter under a password', await made((doc) => doc.text('secret'), { userPassword: 'pw', ownerPassword: 'owner' })),
    kept('application/pdf', 'a letter that is a web page too', pdf('<html><script>alert(1)</script></html>')),
    kept('application/pdf', 'a letter with packed objects', pdf(packed('4 0 <</Type/Font>>'))),
    kept('active', 'a PDF with a script', pdf('4 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj')),
    kept('active', 'a PDF with a script whose name is written otherwise', pdf('4 0 obj<</S/J#61vaScr#69pt/JS(x)>>endobj')),
    kept('active', 'a PDF with a script among its packed objects', pdf(packed('4 0 <</S/JavaScript/JS(app.launchURL\\("http://x"\\))>>'))),
    kept('active', 'a PDF that starts a program', pdf('4 0 obj<</S/Launch/F(cmd.exe)>>endobj')),
    kept('active', 'a PDF with a file inside', await made((doc) => doc.file(Buffer.from('x'), { name: 'x.exe' }))),
    kept('active', 'a PDF with a film inside', pdf('4 0 obj<</Type/Annot/Subtype/RichMedia>>endobj')),
    kept('active', 'a PDF that sends what is typed elsewhere', pdf('4 0 obj<</S/SubmitForm/F(http://x)>>endobj')),
    kept('bomb', 'a PDF that unpacks without end', pdf(packed(Buffer.alloc(40 * 1024 * 1024, 32)))),
    kept('cut', 'a PDF that is cut off', letter.subarray(0, letter.length - 400)),
    kept('cut', 'a PDF with a program behind it', join(letter, 'MZ', Buffer.alloc(4000))),
    kept('broken', 'a photo that is cut off', jpeg.subarray(0, Math.floor(jpeg.length / 2))),
    kept('broken', 'a photo of which only the beginning is one', join(Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(200))),
    kept('broken', 'a picture whose data are none', pngOf(100, 100, ascii('no data'))),
    kept('too-many-pixels', 'a picture of 900 million pixels', pngOf(30_000, 30_000)),
    kept('too-many-pixels', 'a photo of 4 thousand million pixels', wide),
    kept('other', 'a ZIP', zip),
    kept('other', 'a ZIP under a password', locked),
    kept('other', 'a ZIP that unpacks to 40 MB', zipSync({ 'zeros': new Uint8Array(40 * 1024 * 1024) })),
    kept('other', 'a ZIP with a virus inside', zipSync({ 'eicar.com': ascii(EICAR) })),
    kept('other', 'a document of Word', zipSync(word)),
    kept('other', 'a document of Word with a macro', zipSync({ ...word, 'word/vbaProject.bin': ascii('Attribute VB_Name') })),
    kept('other', 'a document of old Word', join(Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024))),
    kept('other', 'an archive', zlib.gzipSync('x')),
    kept('other', 'an animated picture that is a Java archive too', join('GIF89a', Buffer.alloc(60), zip)),
    kept('other', 'a picture in TIFF', await photo().tiff().toBuffer()),
    kept('other', 'a picture in WebP', await photo().webp().withExif(where).toBuffer()),
    kept('other', 'a photo in HEIC', box('heic')),
    kept('other', 'a film', box('isom')),
    kept('other', 'a bitmap', join('BM', Buffer.from('46000000000000003600000028000000', 'hex'), Buffer.alloc(40))),
    kept('other', 'a program for Windows', join('MZ', Buffer.alloc(200))),
    kept('other', 'a program for Linux', join(Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(200))),
    kept('other', 'a page for printers', ascii('%!PS-Adobe-3.0\nshowpage\n')),
    kept('unknown', 'a drawing with a script', ascii('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')),
    kept('unknown', 'a web page', ascii('<!doctype html><script>alert(1)</script>')),
    kept('unknown', 'a virus as text', ascii(EICAR)),
    kept('unknown', 'a script for the shell', ascii('#!/bin/sh\nrm -rf ~\n')),
    kept('unknown', 'a PDF behind other bytes', join('junk junk\n', letter)),
    kept('unknown', 'bytes by chance', zlib.deflateRawSync(Buffer.alloc(5000, 'abc'))),
    kept('unknown', 'text', ascii('hello')),
  ];
}

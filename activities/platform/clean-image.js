// A process of its own, with nothing of the house in its environment: reads one picture, writes the same picture made anew. Whatever hid in its bytes, and where and
// with what it was taken, stays behind. Should a hostile picture break the decoder or fill its memory, it breaks this process only.
// Use: node clean-image.js <most pixels>   Ends with 0, 3 (not whole, or no picture it knows) or 4 (too many pixels).
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';

/** Long side of what is kept: a page of A3 at 250 dpi; small print stays readable. */
const LONG_SIDE = 4096;

sharp.cache(false);
sharp.concurrency(1);
const bytes = await buffer(process.stdin);
const mostPixels = Number(process.argv[2]);
try {
  const picture = sharp(bytes, { limitInputPixels: false, sequentialRead: true, failOn: 'error' });
  const { width, height, format } = await picture.metadata();
  if (width * height > mostPixels) process.exit(4);
  if (format !== 'jpeg' && format !== 'png') process.exit(3);
  const upright = picture.autoOrient().resize(LONG_SIDE, LONG_SIDE, { fit: 'inside', withoutEnlargement: true });
  const made = await (format === 'jpeg' ? upright.jpeg({ quality: 88 }) : upright.png()).toBuffer();
  process.stdout.end(made);
} catch {
  process.exit(3);
}

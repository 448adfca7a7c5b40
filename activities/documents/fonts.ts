// Noto Sans JP, whole: it draws 髙﨑𠮷 and variants with selectors (辻󠄀). A letter embeds only the glyphs it uses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const load = (file: string): Buffer => readFileSync(require.resolve(`@expo-google-fonts/noto-sans-jp/${file}`));

let loaded: { regular: Buffer; bold: Buffer } | null = null;
/** The two faces, read once for each process. */
export function fonts(): { regular: Buffer; bold: Buffer } {
  loaded ??= { regular: load('400Regular/NotoSansJP_400Regular.ttf'), bold: load('700Bold/NotoSansJP_700Bold.ttf') };
  return loaded;
}

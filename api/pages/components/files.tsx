// A file that somebody sent, as its readers see it: its name leads to it when it may be opened, and beside it stands whether anybody looked for viruses.
import { mayOpen, type ScanState } from '../../../db/store/files.js';

/** A file as pages need it to offer it. */
export type OfferedFile = { readonly name: string; readonly scan: ScanState };

const SCAN_WORDS: { readonly [K in ScanState]: string } = { unscanned: 'ウイルス検査はしていません', waiting: 'ウイルス検査を待っています', clean: 'ウイルス検査済み', infected: 'ウイルスが見つかったため、開けません' };

/** Name and scan of a file; a link when there is an address and it may be opened. */
export function FileOffer({ file, href }: { readonly file: OfferedFile; readonly href: string | undefined }) {
  return <>{href !== undefined && mayOpen(file.scan) ? <a href={href}>{file.name}</a> : file.name}（{SCAN_WORDS[file.scan]}）</>;
}

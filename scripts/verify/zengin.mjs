// The bank file and its letters, read by programs that others wrote: zengin-cli (crates.io) for the file, jaconv (PyPI) for the kana.
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';
import { onPath, runnable } from '../lib/executables.mjs';
import { Fault } from '../lib/fault.mjs';
import { ROOT } from '../lib/paths.mjs';

const run = promisify(execFile);
const ORDERS = 500;
/** Names jaconv turns as well, and names with one letter that no bank takes. */
const NAMES = 10_000;
const REFUSALS = 1000;
const READER = 'zengin-cli';
const READER_VERSION = '0.1.0';
/** Built once, kept with the packages. */
const READER_ROOT = path.join(ROOT, 'node_modules/.cache/kyoso-verify', `${READER}-${READER_VERSION}`);
const LARGE = { maxBuffer: 64 * 1024 * 1024 };

/** Numbers that are the same on every run (mulberry32). @param {number} seed @returns {(below: number) => number} */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @param {(below: number) => number} next @param {readonly string[]} from @param {number} most */
const word = (next, from, most) => Array.from({ length: 1 + next(most) }, () => from[next(from.length)] ?? '').join('');

const STRICT = [...'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ().-/', 'ｶﾞ', 'ﾎﾞ', 'ﾊﾟ', 'ｳﾞ', ' '];

/** A payer, a date and orders of every shape. */
function batchOf() {
  const next = chance(20_260_831);
  const digits = (/** @type {number} */ n) => Array.from({ length: n }, () => next(10)).join('');
  const letters = (/** @type {number} */ bytes) => word(next, STRICT, bytes).slice(0, bytes).trim().replace(/ +/g, ' ') || 'ｱ';
  const orders = Array.from({ length: ORDERS }, (_, n) => ({
    id: `${digits(6)}-${n}`,
    account: { bank: digits(4), branch: digits(3), accountType: '1249'[next(4)], number: digits(7), holder: n === 0 ? 'ﾊﾟ'.repeat(15) : letters(30) },
    bankKana: next(3) ? letters(15) : '', branchKana: next(3) ? letters(15) : '',
    yen: n === 0 ? 9_999_999_999 : 1 + next(900_000_000), edi: next(4) ? `2026-TP-${String(n).padStart(4, '0')}` : '',
  }));
  const payer = { clientCode: '0123456789', name: 'ﾐﾎﾝｼ ｶｲｹｲｶﾝﾘｼﾔ', bank: '0122', bankKana: 'ﾐﾎﾝ', branch: '101', branchKana: '', accountType: '2', number: '0000001' };
  return { payer, on: '2026-08-31', orders };
}

const LETTERS = [
  ...'あいうえおかきくけこがぎぐげごぱぴぷぺぽばびぶべぼはひふへほぁぃぅぇぉっゃゅょゎをんゔアイウエオカキクケコガギグゲゴダヂヅデドパピプペポァィゥェォッャュョヮヵヶヲンヴ',
  ...'ｱｲｳｴｵｶｷｸｹｺｧｨｩｪｫｬｭｮｯｦﾝ', 'ｶﾞ', 'ﾊﾟ', 'ｳﾞ', 'か\u3099', 'ハ\u309a', 'ウ\u3099',
  ...'09azAZ０９ａｚＡＺ ().-/　（）．－／ーｰ‐−―–・･、。，,､｡[]{}〔〕［］｛｝',
];
const REFUSED = [...'町会協働山川食堂¥｢」&\'㈱ヰヱゝ@★𠮷😀'];

/** Names as people type them, the last of them with a letter no bank takes. */
function namesOf() {
  const next = chance(7);
  return Array.from({ length: NAMES + REFUSALS }, (_, n) => {
    const name = word(next, LETTERS, 16);
    if (n < NAMES) return { name, refused: null };
    const at = next([...name].length + 1);
    const letters = [...name];
    const refused = REFUSED[next(REFUSED.length)] ?? '';
    letters.splice(at, 0, refused);
    return { name: letters.join(''), refused };
  });
}

/** Runs our code: the rules are TypeScript, so they are read through tsx. */
const OURS = `
import fs from 'node:fs';
const [root, work] = process.argv.slice(-2);
const { writeTransfers } = await import(root + '/workflows/domain/bank/zengin.ts');
const { toBankKana } = await import(root + '/workflows/domain/bank/kana.ts');
const { batch, names, profiles } = JSON.parse(fs.readFileSync(work + '/input.json', 'utf8'));
for (const [name, profile] of Object.entries(profiles)) {
  const made = writeTransfers(profile, batch, { today: '2026-08-10', calendar: { version: 'none', closed: {} } });
  if (!made.ok) throw new Error(JSON.stringify(made.faults.slice(0, 5)));
  fs.writeFileSync(work + '/' + name + '.txt', made.bytes);
}
fs.writeFileSync(work + '/kana.json', JSON.stringify(names.map(({ name }) => toBankKana(name))));
`;

/** The second opinion on kana: jaconv turns and enlarges, the signs are written down here once more. It reads no file of ours but the names. */
const JACONV = `
import json, re, sys, unicodedata, warnings
import jaconv
work = sys.argv[1]
enlarge = getattr(jaconv, 'enlarge_smallkana', None) or jaconv.enlargesmallkana
signs = {}
for group, sign in [('‐‑‒–—―−－ー', '-'), ('・', '.'), ('、。，．,', '.'), ('（[{［｛〔', '('), ('）]}］｝〕', ')'), ('／', '/'), ('ヮ', 'ワ'), ('ヲ', 'オ')]:
    for char in group:
        signs[ord(char)] = sign
def turned(name):
    text = unicodedata.normalize('NFC', name)
    text = jaconv.h2z(text, kana=True, ascii=False, digit=False)
    text = enlarge(jaconv.hira2kata(text)).translate(signs)
    text = jaconv.z2h(text, kana=True, ascii=True, digit=True).upper()
    return re.sub(' +', ' ', text).strip(' ')
names = json.load(open(work + '/input.json', encoding='utf-8'))['names']
ours = json.load(open(work + '/kana.json', encoding='utf-8'))
permitted = re.compile('[ 0-9A-Z().\\\\-/\\uff71-\\uff9f]+')
faults = []
for given, got in zip(names, ours):
    if got['ok']:
        text = got['kana']
        if not permitted.fullmatch(text) or len(text.encode('shift_jis')) != len(text):
            faults.append([given['name'], 'outside the permitted set', text])
    if given['refused'] is None:
        expected = turned(given['name'])
        if not (got['ok'] and got['kana'] == expected) and not (expected == '' and not got['ok']):
            faults.append([given['name'], expected, got])
json.dump({'version': getattr(jaconv, '__version__', ''), 'compared': sum(1 for n in names if n['refused'] is None), 'faults': faults}, open(work + '/jaconv.json', 'w', encoding='utf-8'))
`;

/** The reader of bank files, built when it is not there yet. */
async function reader() {
  const program = path.join(READER_ROOT, 'bin', process.platform === 'win32' ? 'zengin.exe' : 'zengin');
  if (runnable(program)) return program;
  const cargo = onPath('cargo');
  if (!cargo) throw new Fault(`${READER} reads our bank file as a second opinion, and cargo, which builds it, is not on PATH.`, 'Install Rust (https://rustup.rs), then run this check again.');
  await run(cargo, ['install', READER, '--version', READER_VERSION, '--locked', '--root', READER_ROOT], { ...LARGE, timeout: 600_000 });
  return program;
}

/** What the reader should say of an order. @param {ReturnType<typeof batchOf>['orders'][number]} order @param {string} clearingHouse */
const expectedOf = ({ account, bankKana, branchKana, yen, edi }, clearingHouse) => ({
  bank_code: account.bank, bank_name: bankKana, branch_code: account.branch, branch_name: branchKana, clearing_house_number: clearingHouse, account_type: Number(account.accountType),
  account_number: account.number, recipient_name: account.holder, amount: yen, new_code: '0', customer_code1: edi ? '' : '0'.repeat(10), customer_code2: edi ? '' : '0'.repeat(10),
  edi_info: edi, transfer_designated_type: '7', identification: edi ? 'Y' : '',
});

/** @param {string} what @param {unknown} found @param {unknown} expected */
function same(what, found, expected) {
  if (!isDeepStrictEqual(found, expected)) throw new Error(`${what} differs: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

/** Compares what zengin-cli reads with what was ordered. @param {string} file @param {ReturnType<typeof batchOf>} batch @param {string} clearingHouse */
async function compareFile(file, batch, clearingHouse) {
  const { stdout } = await run(await reader(), ['--type', 'general-transfer', file], LARGE);
  const parsed = JSON.parse(stdout);
  const { header, details, trailer } = parsed.GeneralTransfer ?? parsed.general_transfer ?? parsed;
  const { payer, orders } = batch;
  same('header', header, {
    kind_code: 21, code_division: header.code_division, remitter_code: payer.clientCode, remitter_name: payer.name, transfer_date: '0831', bank_code: payer.bank, bank_name: payer.bankKana,
    branch_code: payer.branch, branch_name: payer.branchKana, account_type: Number(payer.accountType), account_number: payer.number,
  });
  same('trailer', trailer, { total_count: orders.length, total_amount: orders.reduce((all, o) => all + o.yen, 0) });
  const sorted = [...orders].sort((a, b) => (a.id < b.id ? -1 : 1));
  same('number of lines', details.length, sorted.length);
  for (const [n, order] of sorted.entries()) same(`line ${n + 1}`, details[n], expectedOf(order, clearingHouse));
}

/** Refused letters, by their place. @param {{ name: string, refused: string | null }[]} names @param {{ ok: boolean, faults?: { char: string, place: number }[] }[]} read */
function compareRefusals(names, read) {
  let refused = 0;
  for (const [n, given] of names.entries()) {
    if (given.refused === null) continue;
    refused++;
    const place = [...given.name].indexOf(given.refused) + 1;
    if (!read[n]?.faults?.some((fault) => fault.char === given.refused && fault.place === place)) throw new Error(`${given.name}: ${given.refused} at place ${place} was not refused: ${JSON.stringify(read[n])}`);
  }
  return refused;
}

export default {
  name: 'bank file and kana',
  /**
   * Throws at the first difference.
   * @param {{ python: string, work: string }} given an interpreter that has jaconv, and an empty folder
   * @returns {Promise<string>} what was compared
   */
  async check({ python, work }) {
    const batch = batchOf();
    const names = namesOf();
    const plain = { crlf: false, eof1A: false, bankNameRequired: false, clientCodePad: 'zero', clearingHouseFill: 'zero', maxRecords: 1000 };
    const profiles = { plain, lines: { ...plain, crlf: true, eof1A: true, clearingHouseFill: 'space' } };
    await fs.writeFile(path.join(work, 'input.json'), JSON.stringify({ batch, names, profiles }));
    await run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', OURS, pathToFileURL(ROOT).href, work], { ...LARGE, cwd: ROOT });
    await compareFile(path.join(work, 'plain.txt'), batch, '0000');
    await compareFile(path.join(work, 'lines.txt'), batch, '');
    const refused = compareRefusals(names, JSON.parse(await fs.readFile(path.join(work, 'kana.json'), 'utf8')));
    await run(python, ['-c', JACONV, work], { ...LARGE, env: { ...process.env, PYTHONUTF8: '1' } });
    const { version, compared, faults } = JSON.parse(await fs.readFile(path.join(work, 'jaconv.json'), 'utf8'));
    if (faults.length > 0) throw new Error(`jaconv reads ${faults.length} names otherwise, first: ${faults.slice(0, 3).map((/** @type {unknown} */ fault) => JSON.stringify(fault)).join(' ')}`);
    return `${READER} ${READER_VERSION} reads ${batch.orders.length} orders, header and sums as ordered, with and without line ends; jaconv ${version} turns ${compared} names into the same letters, all in the permitted set; ${refused} names refused at the right letter`;
  },
};

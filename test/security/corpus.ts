// Texts that mean harm to whatever reads them next: database, browser, mail program, spreadsheet, letter, file system, log, template. Each is one line of somebody's form.

/** The tag and the attribute by which a text that came alive is known. */
export const ALIVE = /<\/?canary\b|\scanary=|\son(?:error|focus|load|click)\s*=/i;

const MARKUP = ['<canary>', '<canary src=x onerror=alert(1)>', '"><canary onload=alert(1)>', "'><canary onfocus=alert(1) autofocus>", '</title><canary>', '</textarea><canary onclick=alert(1)>', '</script><canary>', '<!--><canary>-->', '<![CDATA[<canary>]]>', '<svg/onload=alert(1)><canary>', '" canary="1', "' canary='1", '` canary=`1', '" onfocus=alert(1) autofocus canary="', '&lt;canary&gt;', '&#60;canary&#62;', '&#x3c;canary>', '<iframe srcdoc="<canary>">', '<math><mi//xlink:href="data:x,<canary>">', 'javascript:alert(1)//<canary>', '<a href="javascript:alert(1)"><canary>', '<style>@import url(//x)</style><canary>', '<base href=//x><canary>', '<form action=//x><canary>', '＜canary＞', '\u00BCcanary\u00BE', '<\u0000canary>', '<canary\u000C/onload=1>'];
const SQL = ["' OR '1'='1", "'; DROP TABLE cases; --", '" OR ""="', "1' UNION SELECT email FROM people --", '\\\'; SELECT pg_sleep(9); --', "E'\\x27", '$$; DROP TABLE acts; $$', "%' ESCAPE '\\", '_%', "') ; COPY cases TO PROGRAM 'id' --", '0x27206f722031', "admin'/*", '*/ OR 1=1 /*', "ʼ OR 1=1 --", '＇ OR 1=1 --'];
const HEADER = ['x\r\nBcc: thief@example.com', 'x\nTo: thief@example.com', 'x\rX-Evil: 1', 'x\r\n\r\n<canary>', 'x%0d%0aBcc:%20thief@example.com', '=?UTF-8?Q?x=0D=0ABcc:_t?=', 'x\u2028Bcc: thief@example.com', 'x\u0085Bcc: thief@example.com', 'thief@example.com, x', '"x" <thief@example.com>', 'x\r\n.\r\nMAIL FROM:<x>', 'x\u000BBcc: y'];
const FORMULA = ['=1+1', '=cmd|\'/c calc\'!A0', '+1+1', '-1+1', '@SUM(1+1)', '\t=1+1', '\r=1+1', '\n=1+1', '=HYPERLINK("http://x","y")', '=IMPORTXML("http://x","//a")', '＝1+1', ' =1+1', '","=1+1', '"\r\n=1+1', ';=1+1', '|=1+1', '%0A=1+1', '=WEBSERVICE("http://x")'];
const PDF = ['%PDF-1.7', '%%EOF', 'endstream endobj', '(x) Tj ET', ') /JS (app.alert(1)) (', '<< /OpenAction << /S /JavaScript >> >>', '/URI (javascript:alert(1))', '\\) Tj (', 'xref\n0 1\ntrailer'];
const FILES = ['../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', 'C:\\x', 'file:///etc/passwd', 'x\u0000.pdf', '....//....//x', '%2e%2e%2fx', 'CON', 'x:$DATA', '~/.ssh/id_rsa', '|id', '`id`', '$(id)', '; rm -rf /', '&& id', '\\\\host\\share'];
const LOG = ['x\n{"level":60,"msg":"forged"}', 'x\r\n127.0.0.1 - - "GET / HTTP/1.1" 200', '\u001B[31mred', '\u001B]0;title\u0007', '\u009B31m', '${jndi:ldap://x/a}', '%n%n%n%s', '%x%x%x', '\b\b\b\bforged'];
const TEMPLATE = ['{{7*7}}', '${7*7}', '#{7*7}', '<%= 7*7 %>', '{% include x %}', '{{constructor.constructor("alert(1)")()}}', '${process.env.LINK_KEY}', '[[${7*7}]]', '@(7*7)', '__proto__', 'constructor', 'toString', '__defineGetter__', 'hasOwnProperty', '[object Object]', 'undefined', 'null', 'NaN', '{"$gt":""}', '{"__proto__":{"admin":true}}'];
const LETTERS = ['\u202Etxt.exe', '\u2066x\u2069', '\u200Fx', '\u200Bx\u200B', '\uFEFFx', 'a\u2060b', '\u{E0041}\u{E0042}x', '\uFFF9a\uFFFAb\uFFFB', '\uD800', '\uDC00x', 'x\uD83D', '\u0000', 'a\u0000b', '\u007F', '\u0301'.repeat(300), 'ﷺ'.repeat(40), '𠮷辻󠄀髙﨑', '👨‍👩‍👧‍👦', '\uE000', '\u{10FFFF}', '\uFFFF', 'İıſK', 'ß', '㍿㌔', '\u3164', '\u115F', 'が', 'ｶﾞ', '　', '\u00A0', '\u1680', 'x'.repeat(5_000), '長'.repeat(5_000), '9'.repeat(400), '-1', '1e999', '0x10', '１２３', '٣', '00', 'true', '[]', '{}', '""', "''", '`'];
const BASE = [...MARKUP, ...SQL, ...HEADER, ...FORMULA, ...PDF, ...FILES, ...LOG, ...TEMPLATE, ...LETTERS];

/** Each as it is, behind words, and before words: what stands at the start is read otherwise than what stands within. */
export const CORPUS: readonly string[] = [...new Set(BASE.flatMap((text) => [text, `山形の会${text}`, `${text}の会`]))];

/** The pieces of text around tags, and the tags: enough of HTML to see what a browser would take for one. */
export const tagsOf = (html: string): string[] => html.match(/<[a-zA-Z/!][^>]*>/g) ?? [];

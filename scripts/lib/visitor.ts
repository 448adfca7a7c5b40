// A person at a browser without script: follows links, keeps cookies, fills in forms as they stand in the page. Used by the demo and the tests.

export type FormField = { readonly name: string; readonly type: string; value: string; readonly options: readonly { value: string; label: string }[] };
export type Form = { readonly action: string; readonly method: string; readonly multipart: boolean; readonly fields: readonly FormField[]; readonly buttons: readonly { name: string; value: string; label: string }[] };
export type Visit = { readonly status: number; readonly url: string; readonly html: string; readonly bytes: Uint8Array; readonly title: string; readonly text: string; readonly forms: readonly Form[]; readonly links: readonly { href: string; label: string }[] };
/** What to type: text, several choices, or files. */
export type Typed = Readonly<Record<string, string | readonly string[] | readonly File[]>>;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const decode = (text: string): string => text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => ENTITIES[name] ?? (name.startsWith('#x') ? String.fromCodePoint(Number.parseInt(name.slice(2), 16)) : name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : whole));
const attribute = (tag: string, name: string): string | null => { const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag); return found ? decode(found[1] ?? '') : null; };
/** The words of a piece of HTML as a reader sees them. */
export const words = (html: string): string => decode(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim();

/** Reads the forms of a page. */
export function readForms(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const open = /<form\b[^>]*>/.exec(form)?.[0] ?? '';
    const fields: FormField[] = [];
    const choices = new Map<string, FormField & { options: { value: string; label: string }[] }>();
    const label = (id: string | null): string => (id ? words(new RegExp(`<label[^>]*for="${id}"[^>]*>([\\s\\S]*?)</label>`).exec(form)?.[1] ?? '') : '');
    for (const [tag] of form.matchAll(/<input\b[^>]*>|<textarea\b[^>]*>[\s\S]*?<\/textarea>|<select\b[^>]*>[\s\S]*?<\/select>/g)) {
      const head = /^<[^>]*>/.exec(tag)?.[0] ?? '';
      const name = attribute(head, 'name');
      if (!name) continue;
      if (tag.startsWith('<textarea')) fields.push({ name, type: 'textarea', value: decode(tag.replace(/^<[^>]*>\n?/, '').replace(/<\/textarea>$/, '')), options: [] });
      else if (tag.startsWith('<select')) {
        const options = [...tag.matchAll(/<option\b([^>]*)>([\s\S]*?)<\/option>/g)].map(([o, , text]) => ({ value: attribute(o, 'value') ?? words(text ?? ''), label: words(text ?? ''), chosen: attribute(/^<[^>]*>/.exec(o)?.[0] ?? '', 'selected') !== null }));
        fields.push({ name, type: 'select', value: (options.find((o) => o.chosen) ?? options[0])?.value ?? '', options });
      } else {
        const type = attribute(head, 'type') ?? 'text';
        const value = attribute(head, 'value') ?? (type === 'checkbox' || type === 'radio' ? 'on' : '');
        if (type === 'radio' || type === 'checkbox') {
          const known = choices.get(name) ?? { name, type, value: '', options: [] };
          known.options.push({ value, label: label(attribute(head, 'id')) });
          if (attribute(head, 'checked') !== null) known.value = value;
          if (!choices.has(name)) { choices.set(name, known); fields.push(known); }
        } else if (type !== 'submit') fields.push({ name, type, value, options: [] });
      }
    }
    const buttons = [...form.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(([b, , text]) => { const head = /^<[^>]*>/.exec(b)?.[0] ?? ''; return { name: attribute(head, 'name') ?? '', value: attribute(head, 'value') ?? '', label: words(text ?? '') }; });
    return { action: attribute(open, 'action') ?? '', method: (attribute(open, 'method') ?? 'get').toLowerCase(), multipart: attribute(open, 'enctype') === 'multipart/form-data', fields, buttons };
  });
}

/** One person with one cookie jar. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  /** Presses on links and buttons so far; typing is not counted. */
  clicks = 0;
  last: Visit | null = null;

  constructor(private readonly origin: string, private readonly timeoutMs = 120_000) {}

  async open(address: string, method = 'GET'): Promise<Visit> {
    this.clicks++;
    return this.request(new URL(address, this.last?.url ?? this.origin), { method });
  }

  /** Sends an empty form to an address, past any page that would offer it. */
  async post(address: string): Promise<Visit> {
    this.clicks++;
    return this.request(new URL(address, this.last?.url ?? this.origin), { method: 'POST', body: new URLSearchParams() });
  }

  /** Follows the link with these words. */
  async follow(label: string): Promise<Visit> {
    const link = this.page().links.find((l) => l.label.includes(label));
    if (!link) throw new Error(`no link 「${label}」 on ${this.page().url}: ${this.page().text.slice(0, 300)}`);
    return this.open(link.href);
  }

  /** Fills in the form that has a button with these words, and presses it. What is not typed stays as the page had it. */
  async press(label: string, typed: Typed = {}): Promise<Visit> {
    const page = this.page();
    const form = page.forms.find((f) => f.buttons.some((b) => b.label.includes(label)));
    const button = form?.buttons.find((b) => b.label.includes(label));
    if (!form || !button) throw new Error(`no button 「${label}」 on ${page.url} (${page.status}): ${page.text.slice(0, 400)}`);
    for (const name of Object.keys(typed)) if (!form.fields.some((f) => f.name === name)) throw new Error(`no field ${name} on ${page.url}; there are ${form.fields.map((f) => f.name).join(', ')}`);
    const values: [string, string | File][] = [];
    for (const field of form.fields) {
      const given = typed[field.name];
      if (given !== undefined) {
        const list = typeof given === 'string' ? [given] : given;
        if (field.type === 'radio' || field.type === 'checkbox') this.clicks += list.length;
        for (const value of list) values.push([field.name, value as string | File]);
      } else if (field.type === 'file') {
        if (form.multipart) values.push([field.name, new File([], '')]);
      } else if (field.type === 'radio' || field.type === 'checkbox') {
        if (field.value !== '') values.push([field.name, field.value]);
      } else values.push([field.name, field.value]);
    }
    if (button.name) values.push([button.name, button.value]);
    this.clicks++;
    const url = new URL(form.action || page.url, page.url);
    if (form.method === 'get') {
      for (const [name, value] of values) url.searchParams.set(name, String(value));
      return this.request(url, { method: 'GET' });
    }
    let body: FormData | URLSearchParams;
    if (form.multipart) {
      body = new FormData();
      for (const [name, value] of values) body.append(name, value as never);
    } else body = new URLSearchParams(values.map(([name, value]): [string, string] => [name, String(value)]));
    return this.request(url, { method: 'POST', body });
  }

  page(): Visit {
    if (!this.last) throw new Error('no page was opened yet');
    return this.last;
  }

  private async request(url: URL, init: RequestInit): Promise<Visit> {
    let at = url;
    let how: RequestInit = init;
    for (let hops = 0; hops < 6; hops++) {
      const response = await fetch(at, { ...how, redirect: 'manual', headers: { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '), 'sec-fetch-site': 'same-origin', origin: at.origin }, signal: AbortSignal.timeout(this.timeoutMs) });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair] = cookie.split(';');
        const eq = (pair ?? '').indexOf('=');
        const name = (pair ?? '').slice(0, eq);
        if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
        else this.cookies.set(name, (pair ?? '').slice(eq + 1));
      }
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location) {
        await response.arrayBuffer();
        at = new URL(location, at);
        how = { method: 'GET' };
        continue;
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      const html = new TextDecoder().decode(bytes);
      this.last = {
        status: response.status, url: at.href, html, bytes, title: words(/<title[^>]*>([\s\S]*?)<\/title>/.exec(html)?.[1] ?? ''), text: words(/<body[\s\S]*<\/body>/.exec(html)?.[0] ?? html), forms: readForms(html),
        links: [...html.matchAll(/<a\b[^>]*>([\s\S]*?)<\/a>/g)].map(([a, text]) => ({ href: attribute(/^<[^>]*>/.exec(a)?.[0] ?? '', 'href') ?? '', label: words(text ?? '') })),
      };
      return this.last;
    }
    throw new Error(`too many redirects from ${url.href}`);
  }
}

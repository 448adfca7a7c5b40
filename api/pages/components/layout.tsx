// The frame of every public and citizen page: who speaks, what this is, help in the same place, where to go next.
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Language } from '../../../workflows/domain/words.js';
import { chrome } from '../words.js';

export type Help = { readonly name: string; readonly tel: string; readonly hours: string; readonly number?: string };
export type PageProps = {
  readonly title: string;
  readonly heading?: string;
  readonly caption?: string;
  /** Faults stand on the page: the title says so first. */
  readonly faulty?: boolean;
  readonly language?: Language;
  /** The page's own address, for the language links; absent on pages that exist in Japanese only. */
  readonly languagePath?: string;
  readonly back?: { readonly href: string; readonly label: string };
  readonly help?: Help;
  readonly notice?: { readonly kind: 'info' | 'success' | 'warning'; readonly text: string };
  readonly wide?: boolean;
  /** The places of staff, above the heading. */
  readonly staff?: Child;
  readonly children: Child;
};

const city: { name: string; demo: boolean; mailbox: string | null } = { name: '山形市', demo: false, mailbox: null };
/** Says once, at the start of the process, whether this is the practice city; every page then bears it, with one click to every mail that was sent. */
export const speakFor = (demo: boolean, mailbox?: string): void => {
  city.demo = demo;
  city.mailbox = mailbox ?? null;
};

export function Page(props: PageProps) {
  const language = props.language ?? 'ja';
  const words = chrome[language];
  return html`<!doctype html>${(
    <html lang={language === 'en' ? 'en' : 'ja'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.faulty ? 'エラー：' : ''}${props.title} - 共創 - ${city.name}`}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        {props.staff && <link rel="stylesheet" href="/assets/staff.css" />}
      </head>
      <body class={city.demo ? 'demo' : undefined}>
        <a class="skip" href="#main">{words.skip}</a>
        {city.demo && <p class="demo-banner">練習用の市です。<a href="/demo">練習のページ</a>{city.mailbox && <>　<a href={city.mailbox}>送られたメール</a></>}</p>}
        <header class="site">
          <p class="brand"><a href="/"><span class="city">{city.name}</span> 共創</a></p>
          {props.languagePath && (
            <nav aria-label={words.languages}>
              <ul class="languages">
                {(['ja', 'ja-easy', 'en'] as const).map((l) => (
                  <li>{l === language ? <span aria-current="true">{LANGUAGE_NAMES[l]}</span> : <a href={`${props.languagePath}?lang=${l}`} hreflang={l === 'en' ? 'en' : 'ja'} lang={l === 'en' ? 'en' : 'ja'}>{LANGUAGE_NAMES[l]}</a>}</li>
                ))}
              </ul>
            </nav>
          )}
        </header>
        {props.back && <p class="back"><a href={props.back.href}>{props.back.label}</a></p>}
        <main id="main" class={props.wide ? 'wide' : undefined} tabindex={-1}>
          {props.staff}
          {props.notice && <div class={`banner ${props.notice.kind}`} role="status"><p>{props.notice.text}</p></div>}
          {props.caption && <p class="caption">{props.caption}</p>}
          <h1>{props.heading ?? props.title}</h1>
          {props.children}
        </main>
        {props.help && (
          <aside class="help" aria-label={words.help}>
            <h2>{words.help}</h2>
            <p>{props.help.name} <a href={`tel:${props.help.tel.replace(/\D/g, '')}`}>{props.help.tel}</a>（{props.help.hours}）</p>
            {props.help.number && <p>{words.tellNumber}<strong translate="no" class="number">{props.help.number}</strong></p>}
          </aside>
        )}
        <footer class="site">
          <ul>
            <li><a href="/programmes">{words.programmes}</a></li>
            <li><a href="/find">{words.find}</a></li>
            <li><a href="/a">{words.code}</a></li>
            <li><a href="/evidence">{words.evidence}</a></li>
            <li><a href="/accessibility">{words.accessibility}</a></li>
            <li><a href="/desk">{words.staff}</a></li>
          </ul>
          <p>{city.name}</p>
        </footer>
      </body>
    </html>
  )}`;
}

const LANGUAGE_NAMES: { readonly [K in Language]: string } = { ja: '日本語', 'ja-easy': 'やさしい日本語', en: 'English' };

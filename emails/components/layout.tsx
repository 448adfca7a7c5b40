/** @jsxImportSource react */
import type { CSSProperties, ReactNode } from 'react';
import type { MailFacts, MailLink } from '../../workflows/domain/mail.js';
import type { Content, Line } from '../content.js';
import { languageOf, says } from '../say.js';
import { spelled } from '../spelled.js';
import { Body, Container, Head, Heading, Hr, Html, Link, Section, Text } from './react-email.js';
import { Words } from './words.js';

// Colours of the Digital Agency design tokens; no images, no web fonts, nothing fetched.
const INK = '#1a1a1c';
const GREY = '#626264';
const BLUE = '#0017c1';
const LINE = '#d8d8db';
const FONT = 'system-ui, -apple-system, "Hiragino Sans", "Noto Sans JP", "Yu Gothic", Meiryo, sans-serif';

const text: CSSProperties = { color: INK, fontSize: '16px', lineHeight: '1.7', margin: '0 0 16px' };
const small: CSSProperties = { ...text, color: GREY, fontSize: '14px', margin: '0 0 4px' };
const th: CSSProperties = { ...text, fontSize: '14px', fontWeight: 700, textAlign: 'left', verticalAlign: 'top', padding: '8px 12px 8px 0', borderTop: `1px solid ${LINE}`, width: '92px' };
const td: CSSProperties = { ...text, verticalAlign: 'top', padding: '8px 0', borderTop: `1px solid ${LINE}`, wordBreak: 'break-word', overflowWrap: 'anywhere' };
const button: CSSProperties = { display: 'inline-block', backgroundColor: BLUE, color: '#ffffff', fontSize: '16px', fontWeight: 700, padding: '14px 28px', borderRadius: '8px', textDecoration: 'none' };

type Props = { readonly facts: MailFacts; readonly content: Content; readonly link: MailLink | null };

/** How a mail looks: heading, sentence, facts, one button, details, footer; the same order as its text part. */
export function Layout({ facts, content, link }: Props): ReactNode {
  const language = languageOf(facts);
  const s = says(facts);
  const words = (value: string): ReactNode => <Words text={value} language={language} />;
  const table = (lines: readonly Line[]): ReactNode => (
    <table width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse', margin: '0 0 24px' }}>
      <tbody>
        {lines.map((line, n) => (
          <tr key={n}>
            <th scope="row" style={th}>{words(line.label)}</th>
            <td style={td}>{words(line.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <Html lang={language === 'en' ? 'en' : 'ja'}>
      <Head>
        <title>{content.subject}</title>
      </Head>
      <Body style={{ backgroundColor: '#ffffff', margin: 0, fontFamily: FONT }}>
        <Container style={{ maxWidth: '600px', padding: '24px 16px' }}>
          {facts.addressee === '' ? null : <Text style={text}>{s(facts.addressee, facts.addressee, facts.addressee.replace(/さん$/, ''))}</Text>}
          <Heading as="h1" style={{ color: INK, fontSize: '22px', lineHeight: '1.5', margin: '0 0 16px' }}>{words(content.heading)}</Heading>
          <Text style={text}>{words(content.lead)}</Text>
          {table(content.facts)}
          {content.where === '' ? null : <Where facts={facts} content={content} link={link} />}
          {content.details.length === 0 ? null : (
            <Section>
              <Heading as="h2" style={{ color: INK, fontSize: '18px', margin: '0 0 8px' }}>{words(s('くわしく', 'くわしく', 'Details'))}</Heading>
              {table(content.details)}
            </Section>
          )}
          {content.closing.map((line, n) => <Text key={n} style={small}>{words(line)}</Text>)}
          <Hr style={{ borderColor: LINE, margin: '24px 0 12px' }} />
          <Text style={small}>{words(s(`${facts.city} ${facts.office.name}（共創）`, `${facts.city} ${facts.office.name}（共創（きょうそう））`, `${facts.city} ${facts.office.name} (co-creation)`))}{facts.case ? ` ${facts.case.number}` : ''}</Text>
        </Container>
      </Body>
    </Html>
  );
}

/** The button, its address in full, and the code that does the same. */
function Where({ facts, content, link }: Props): ReactNode {
  const s = says(facts);
  const language = languageOf(facts);
  if (!link) return <Text style={text}><Words language={language} text={s(`市の共創のページを開くか、${facts.office.tel}へお電話ください。`, `市（し）のページを開（ひら）くか、${facts.office.tel} に電話（でんわ）してください。`, `Open the city’s co-creation page or call ${facts.office.tel}.`)} /></Text>;
  return (
    <Section style={{ margin: '0 0 24px' }}>
      {content.button === null ? null : <Link href={link.url} style={button}><Words text={content.button} language={language} /></Link>}
      <Text style={{ ...small, margin: '12px 0 0', wordBreak: 'break-all' }}>{link.url}</Text>
      {link.code === null ? null : (
        <Text style={{ ...small, margin: '8px 0 0' }}>
          <Words language={language} text={s('開けないときは', '開（ひら）けないときは', 'If it does not open, go to')} />{' '}
          <span style={{ wordBreak: 'break-all' }}>{link.codePage}</span>{' '}
          <Words language={language} text={s('を開き、コード', 'を開（ひら）いて、コード', 'and enter the code')} />{' '}
          <strong style={{ color: INK, fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: '16px', letterSpacing: '1px' }}>{spelled(link.code)}</strong>{' '}
          <Words language={language} text={s('を入力してください。', 'を入（い）れてください。', '.')} />
        </Text>
      )}
    </Section>
  );
}

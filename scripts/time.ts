// npm run time -- day | next | april | YYYY-MM-DD: moves the practice city's clock, by the same page a person uses. It walks; nothing is jumped over.
import { Visitor } from './lib/visitor.js';

const origin = process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
const [to = 'day'] = process.argv.slice(2);
const BUTTONS: Readonly<Record<string, string>> = { day: '1日進める', next: '次に何かが起きる時まで進める', april: '次の4月1日まで進める' };
const visitor = new Visitor(origin, 600_000);
try {
  await visitor.open('/demo');
  const page = await (BUTTONS[to] ? visitor.press(BUTTONS[to]) : visitor.press('この日まで進める', { day: to }));
  console.log(page.text.match(/\S*進めました。/)?.[0] ?? page.text.slice(0, 300));
  process.exitCode = page.status === 200 ? 0 : 1;
} catch (error) {
  console.error(`The city at ${origin} could not be moved: ${error instanceof Error ? error.message : String(error)}`);
  console.error('Start it with npm start, then: npm run time -- day | next | april | 2027-04-01');
  process.exitCode = 1;
}

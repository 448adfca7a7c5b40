// The handover sheet of one's posts (引継書, jobs D-3 and D-4): the same page for whoever hands over and whoever took over.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { documentsOf } from '../../db/store/documents.js';
import { casesOfPosts } from '../../db/store/handover.js';
import { readCase } from '../../db/store/load.js';
import { ASK_WORDS } from '../../workflows/domain/words.js';
import { documentWord } from '../pages/case-words.js';
import { addresseeWords } from '../pages/event-words.js';
import { type HandoverCase, HandoverPage } from '../pages/handover.js';
import { nextWords } from '../pages/next-words.js';
import { boxOf, namesOf, signed, storyOfCase, toSignIn } from './staff.js';

/** How many events of each case the sheet tells. */
const EVENTS = 3;

export function handoverRoutes(deps: Deps): Hono {
  const app = new Hono();
  app.get('/desk/handover', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const names = await namesOf(deps);
    const own = me.posts.filter((post) => post.deputyFor === null);
    const posts = await Promise.all(own.map(async (post) => ({
      post: `${post.departmentName} ${post.postName}`,
      cases: await Promise.all((await casesOfPosts(deps.db, [post.post])).map(async (id): Promise<HandoverCase> => {
        const loaded = await readCase(deps.db, id);
        const [documents, story] = await Promise.all([documentsOf(deps.db, id), storyOfCase(deps, loaded, names, 'all', [post.post])]);
        const open = loaded.state.requests.filter((r) => r.state === 'open');
        const next = nextWords(loaded.programme, loaded.state, loaded.env, names, 1)[0] ?? null;
        return { box: boxOf(loaded, names), open: open.map((r) => ({ act: ASK_WORDS[r.what].act, to: addresseeWords(r.to, names), dueAt: r.dueAt, own: r.to.kind === 'post' && r.to.post === post.post })), events: story.flatMap((chapter) => chapter.items).slice(0, EVENTS).map((item) => ({ at: item.at, text: item.sentence })), documents: documents.map((d) => ({ name: documentWord(d.kind), at: d.madeAt })), next };
      })),
    })));
    return c.html(<HandoverPage staff={me.staff} now={me.now} posts={posts} />);
  });
  return app;
}

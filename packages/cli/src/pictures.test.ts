/**
 * The pictures of the README: what a terminal shows of these commands. `pnpm pictures` makes them
 * again. What differs each time has one stand-in, as long as itself; secrets are blacked out.
 */
import { join } from 'node:path';
import { openApplication } from '@tenantry/container';
import { expect, it, onTestFinished } from 'vitest';
import { installation } from './in-process.test.kit.ts';
import { pictureOf } from './picture.test.kit.ts';
import { run } from './run.ts';

const pictures = join(import.meta.dirname, '../../../docs/pictures');

const columns = 100;
const secret = 'a secret of these tests with 32 bytes or more';
const screen = { columns, isColoured: true, isUtf8: true };

interface Terminal {
  /** Types a command; answers what the terminal shows of it. */
  readonly type: (...words: readonly string[]) => Promise<string>;
  /** What it works on. */
  readonly database: string;
}

function terminal(): Terminal {
  const { folder, environment = {} } = installation(onTestFinished);
  const database = `sqlite:${join(folder, 'tenantry.db')}`;
  const steady = standIns();
  const type = async (...words: readonly string[]): Promise<string> => {
    let shown = '';
    const show = (text: string): void => {
      shown += text;
    };
    await run(words, {
      out: show,
      outOnce: show,
      outAtWork: show,
      say: show,
      read: () => Promise.reject(new Error('nothing is read')),
      bytes: () => {
        throw new Error('nothing is read');
      },
      environment: { ...environment, TENANTRY_DATABASE: database },
      operator: 'me',
      screens: { out: screen, say: screen },
      onStop: () => undefined,
      leaveUnheard: () => undefined,
      onFault: () => undefined,
    });
    const typed = words.map((word) => (/[^\w@.+-]/.test(word) ? `"${word}"` : word));
    return `\u001b[1m$ tenantry ${wrapped(typed)}\u001b[22m\n${steady(shown)}`;
  };
  return { type, database };
}

/** A line that is too long is typed as several, a flag beside its value. */
function wrapped(words: readonly string[]): string {
  const parts = words.join(' ').split(/ (?=--)/);
  return parts.reduce((typed, part) => {
    const last = typed.length - (typed.lastIndexOf('\n') + 1);
    return last + part.length + '$ tenantry  \\'.length > columns
      ? `${typed} \\\n    ${part}`
      : `${typed} ${part}`;
  });
}

function standIns(): (text: string) => string {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known =
      ids.get(id) ?? `01a20320-7c00-7000-8000-${String(ids.size + 1).padStart(12, '0')}`;
    ids.set(id, known);
    return known;
  };
  const dots = (secret: string): string => secret.replaceAll(/\w/g, '•');
  return (text) =>
    text
      .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, idOf)
      .replaceAll(/(?<=tenantry_)\w+/g, dots)
      .replaceAll(/(?<!\w)\w{4}(?:-\w{4}){7}(?!\w)/g, dots)
      .replaceAll(/(?<=\/a\/)[a-z\d]{17}/g, 'afmpfhwj5zxbf75cq')
      .replaceAll(/20\d\d-\d\d-\d\d(?=[T ])/g, '2027-01-31')
      .replaceAll(/\d\d:\d\d:\d\d(?:\.\d{3})?/g, (time) => '12:00:00.000'.slice(0, time.length))
      .replaceAll(/\d\d:\d\d(?!:)(?=\D)(?<=[T ]\d\d:\d\d)/g, '12:00');
}

/** The rest of a tree, by one opening: commands would open the database for each account. */
async function grown(database: string): Promise<void> {
  const { app, close } = await openApplication({ database, publicUrl: 'http://localhost', secret });
  const caller = app.as.operator('me');
  const person = { firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com' };
  const contact = { ...person, userName: 'john', phone: '+390612345' };
  const made = [
    await app.partners.create({ name: 'First Partner', parent: 1, contact }, { caller }),
    await app.customers.create({ name: 'Second Customer', parent: 3 }, { caller }),
    await app.customers.create({ name: 'Third Customer', parent: 4 }, { caller }),
    await app.registers.open(
      { name: 'First Sub-Account', email: 'sub@example.com', parent: 1 },
      { caller },
    ),
    await app.accounts.suspend({ account: 4 }, { caller }),
  ];
  await close();
  expect(made.filter(({ ok }) => !ok)).toEqual([]);
}

it('docs/pictures show what a terminal shows of these commands today', async () => {
  const { type, database } = terminal();
  const jane = 'Jane Doe <jane.doe@example.com>';
  const first = [
    await type('init', '--name', 'My Platform', '--email', 'me@example.com'),
    await type('customer', 'create', '--name', 'First Customer', '--user', jane),
    await type('member', 'list', '2'),
    await type('customer', 'create', '--name', ' ', '--user', 'Jane Doe <jane.doe@example>'),
  ];
  await grown(database);
  const tree = await type('tree');

  const terminalPicture = pictureOf(
    first.join('\n'),
    'Commands of tenantry, typed at a terminal',
    columns,
  );
  await expect(terminalPicture).toMatchFileSnapshot(join(pictures, 'terminal.svg'));
  const treePicture = pictureOf(tree, 'A tree of accounts, drawn by tenantry tree', columns);
  await expect(treePicture).toMatchFileSnapshot(join(pictures, 'tree.svg'));
});

it('a picture has every character of its lines in its place, and takes nothing that it cannot draw', () => {
  const drawn = pictureOf('\u001b[1ma <b>\u001b[22m  \u001b[31mred\u001b[39m\n', 'T & t', 20);
  expect(drawn).toContain('<desc id="text">a &lt;b&gt;  red</desc>');
  expect(drawn).toContain('<title id="title">T &amp; t</title>');
  expect(drawn).toContain(
    '<text x="16.0" y="30" textLength="42.0" class="bold">a &lt;b&gt;</text>',
  );
  expect(drawn).toContain('<text x="74.8" y="30" textLength="25.2" class="red">red</text>');
  expect(() => pictureOf('\u001b[5mblink', '', 20)).toThrow('SGR 5');
  expect(() => pictureOf('\u001b[2J', '', 20)).toThrow('not drawn');
});

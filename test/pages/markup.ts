/** One element as it stands in a page. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** What it holds, tags left out and escapes taken back. */
  readonly text: string;
}

/** A page that was read, or what is wrong with it. */
export interface Markup {
  readonly elements: readonly Element[];
  readonly faults: readonly string[];
}

const token =
  /<!doctype html>\n|<style>[^<]*<\/style>|<\/([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|[^<>]+/y;
const attribute = / ([a-z-]+)(?:="([^"]*)")?/g;
const alone: ReadonlySet<string> = new Set(['meta', 'input']);
const escape = /&(amp|lt|gt|quot|#39);/g;
const meant: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

/**
 * Reads a page as strictly as XML would be read: every character belongs to a tag or to a text, every
 * element ends where it must, and every ampersand is an escape of ours.
 */
export const readMarkup = (page: string): Markup => {
  const elements: { name: string; attributes: Map<string, string>; text: string }[] = [];
  const open: (typeof elements)[number][] = [];
  const faults: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < page.length) {
    const at = token.lastIndex;
    const found = token.exec(page);
    if (found === null) {
      faults.push(`unreadable: ${page.slice(at, at + 40)}`);
      break;
    }
    const [whole, ended, begun, attributes = ''] = found;
    if (begun !== undefined) {
      const element = { name: begun, attributes: attributesOf(attributes), text: '' };
      elements.push(element);
      if (!alone.has(begun)) open.push(element);
    } else if (ended !== undefined) {
      const last = open.pop();
      if (last?.name !== ended) faults.push(`</${ended}> ends <${last?.name ?? ''}>`);
    } else if (whole.startsWith('<')) {
      elements.push({ name: 'style', attributes: new Map(), text: whole });
    } else {
      if (whole.replaceAll(escape, '').includes('&')) faults.push(`unescaped: ${whole}`);
      for (const element of open) element.text += unescaped(whole);
    }
  }
  if (open.length > 0) faults.push(`left open: ${open.map(({ name }) => name).join(' ')}`);
  return { elements, faults: [...faults, ...lawsBrokenBy(elements)] };
};

const unescaped = (text: string): string => text.replaceAll(escape, (_, name) => meant[name] ?? '');

const attributesOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(attribute)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );

/** What each page must be, so that it can be read by whoever does not see it. */
function lawsBrokenBy(elements: readonly Element[]): readonly string[] {
  const named = (name: string) => elements.filter((element) => element.name === name);
  const valuesOf = (name: string) =>
    elements.flatMap(({ attributes }) => attributes.get(name) ?? []);
  const ids = valuesOf('id');
  const referred = [
    ...valuesOf('for'),
    ...valuesOf('aria-labelledby'),
    ...valuesOf('aria-describedby').flatMap((list) => list.split(' ')),
    ...valuesOf('href').flatMap((href) => (href.startsWith('#') ? href.slice(1) : [])),
  ];
  const labels = new Set(valuesOf('for'));
  const laws: readonly (readonly [string, boolean])[] = [
    ['one h1', named('h1').length === 1],
    ['a title', /\S/.test(named('title')[0]?.text ?? '')],
    ['a language', named('html')[0]?.attributes.get('lang') === 'en'],
    ['one main', named('main').length === 1],
    ['ids once', new Set(ids).size === ids.length],
    ['references to ids', referred.every((id) => ids.includes(id))],
    [
      'a label for each input',
      named('input').every(({ attributes }) => labels.has(attributes.get('id') ?? '')),
    ],
    [
      'forms that post to where they were found',
      named('form').every(
        ({ attributes }) => attributes.size === 1 && attributes.get('method') === 'post',
      ),
    ],
    ['a title for each frame', named('iframe').every(({ attributes }) => attributes.has('title'))],
    ['no script', named('script').length === 0],
    [
      'no style or event of an element',
      elements.every(({ attributes }) =>
        [...attributes.keys()].every((name) => name !== 'style' && !name.startsWith('on')),
      ),
    ],
    [
      'each password unsaid',
      named('input').every(
        ({ attributes }) => attributes.get('type') !== 'password' || !attributes.has('value'),
      ),
    ],
  ];
  return laws.flatMap(([law, holds]) => (holds ? [] : [`must have ${law}`]));
}

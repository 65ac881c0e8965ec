const markup = Symbol('markup');

/** Markup that is safe to show. Only what stands in this file makes any. */
export interface Html {
  readonly [markup]: string;
}

type Hole = string | number | Html | readonly Html[] | undefined;

/**
 * Markup written out, with a hole for each value. Whatever fills a hole is escaped unless it is
 * markup itself; undefined leaves it empty. A hole stands between tags or inside a quoted attribute,
 * and nowhere else.
 */
export const html = (parts: TemplateStringsArray, ...holes: readonly Hole[]): Html => ({
  [markup]: parts.reduce((text, part, at) => text + filled(holes[at - 1]) + part),
});

/** Markup as it is sent. */
export const written = (page: Html): string => page[markup];

/** The text of a style element. It is ours: nothing of a request or of a store goes in here. */
export const styleElement = (css: string): Html => ({ [markup]: `<style>${css}</style>` });

function filled(hole: Hole): string {
  if (hole === undefined) return '';
  if (typeof hole === 'string') return escaped(hole);
  if (typeof hole === 'number') return String(hole);
  return markup in hole ? hole[markup] : hole.map(written).join('');
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.toWellFormed().replace(/[&<>"']/g, (character) => escapes[character] ?? '');

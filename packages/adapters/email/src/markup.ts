/** A piece of HTML. Only `html` makes one, so whatever was put into it is escaped. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type { Markup };

type Piece = string | Markup | readonly Markup[];

/**
 * HTML with holes: a text in a hole is escaped, a piece of HTML is not, nor is a list of those. A
 * hole is good between tags, and within the quotes of an attribute.
 */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(String.raw({ raw: parts }, ...pieces.map(inHtml)));

function inHtml(piece: Piece): string {
  if (typeof piece === 'string') return piece.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
  return piece instanceof Markup ? piece.toString() : piece.join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

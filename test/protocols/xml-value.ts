import { SaxesParser } from 'saxes';

type Value = string | { readonly [name: string]: Value };

interface Element {
  readonly name: string;
  readonly children: Record<string, Value>;
  text: string;
}

/** A document as the schema of an XML body sees it: texts, and elements by name, under the root. */
export const xmlValue = (text: string): Value => {
  const open: Element[] = [{ name: '', children: {}, text: '' }];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => open.push({ name, children: {}, text: '' }));
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  });
  parser.on('closetag', () => {
    const element = open.pop();
    const parent = open.at(-1);
    if (element === undefined || parent === undefined) return;
    const { name, children } = element;
    if (name in parent.children) throw new Error(`${name} stands twice`);
    parent.children[name] = Object.keys(children).length > 0 ? children : element.text;
  });
  parser.write(text).close();
  return open[0]?.children ?? {};
};

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A page with its tables made anew, each between its marks. */
export const withTables = (text: string, tables: Readonly<Record<string, string>>): string =>
  Object.entries(tables).reduce((made, [name, written]) => {
    const [begin, end] = [`<!-- ${name}: made by its test -->`, `<!-- end of ${name} -->`];
    const [from, to] = [made.indexOf(begin), made.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`no place for ${name}`);
    return `${made.slice(0, from)}${begin}\n\n${written}\n\n${made.slice(to)}`;
  }, text);

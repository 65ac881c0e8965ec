/** A run of text in one style. */
interface Run {
  readonly text: string;
  readonly classes: string;
}

/** What a code of SGR does to the style. Others are not drawn, and must not come. */
const codes: Readonly<Record<string, readonly [what: 'weight' | 'colour', name: string]>> = {
  1: ['weight', 'bold'],
  2: ['weight', 'quiet'],
  22: ['weight', ''],
  31: ['colour', 'red'],
  32: ['colour', 'green'],
  33: ['colour', 'yellow'],
  34: ['colour', 'blue'],
  36: ['colour', 'cyan'],
  39: ['colour', ''],
};

/** Of a character, and of a picture around its text, in units of the drawing. */
const [width, height, margin] = [8.4, 20, 16];

const style = `
  svg { --paper: #ffffff; --edge: #d0d7de; --ink: #1f2328; --quiet: #59636e; --red: #c31d28;
    --green: #116329; --yellow: #7d4e00; --blue: #0550ae; --cyan: #1b6570; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --edge: #3d444d; --ink: #f0f6fc; --quiet: #9ea7b3; --red: #ff7b72;
      --green: #56d364; --yellow: #e3b341; --blue: #79c0ff; --cyan: #76e3ea; }
  }
  rect { fill: var(--paper); stroke: var(--edge); }
  text { fill: var(--ink); white-space: pre;
    font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
  .bold { font-weight: 700; }
${['quiet', 'red', 'green', 'yellow', 'blue', 'cyan'].map((name) => `  .${name} { fill: var(--${name}); }`).join('\n')}
`;

/** What a terminal of so many columns shows, as a picture: light or dark, as its reader has it. */
export const pictureOf = (shown: string, title: string, columns: number): string => {
  const lines = shown.trimEnd().split('\n');
  const [wide, high] = [columns * width + 2 * margin, lines.length * height + 2 * margin];
  const described = lines
    .map((line) =>
      runsOf(line)
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-labelledby="title text">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="text">${escaped(described)}</desc>`,
    `<style>${style}</style>`,
    `<rect x="0.5" y="0.5" width="${wide - 1}" height="${high - 1}" rx="8"/>`,
    ...lines.flatMap((line, row) => textsOf(line, margin + row * height + 14)),
    '</svg>',
    '',
  ].join('\n');
};

/** Each run begins and ends where its columns do, whatever font there is. */
function textsOf(line: string, y: number): readonly string[] {
  let column = 0;
  return runsOf(line).flatMap(({ text, classes }) => {
    const begin = column + (text.length - text.trimStart().length);
    column += text.length;
    const drawn = text.trim();
    if (drawn === '') return [];
    const styled = classes === '' ? '' : ` class="${classes}"`;
    const place = `x="${(margin + begin * width).toFixed(1)}" y="${y}"`;
    const length = `textLength="${(drawn.length * width).toFixed(1)}"`;
    return [`<text ${place} ${length}${styled}>${escaped(drawn)}</text>`];
  });
}

function runsOf(line: string): readonly Run[] {
  const style = { weight: '', colour: '' };
  return line.split(/(\u001b\[[0-9;]*m)/).flatMap((part) => {
    const [, sequence] = /^\u001b\[([0-9;]*)m$/.exec(part) ?? [];
    if (sequence === undefined) {
      if (/\p{Cc}/u.test(part)) throw new Error(`not drawn: ${JSON.stringify(part)}`);
      const classes = [style.weight, style.colour].filter((name) => name !== '').join(' ');
      return part === '' ? [] : [{ text: part, classes }];
    }
    for (const code of sequence.split(';')) {
      const [what, name] = codes[code] ?? [];
      if (what === undefined || name === undefined) throw new Error(`not drawn: SGR ${code}`);
      style[what] = name;
    }
    return [];
  });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

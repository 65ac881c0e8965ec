import { type Arrow, arrows } from '../architecture/arrows.ts';

/** Where each package stands, from the left; how high follows from what it knows. */
const columns: Readonly<Record<string, number>> = {
  '@tenantry/domain': 2.5,
  '@tenantry/sql': 0,
  '@tenantry/memory': 1,
  '@tenantry/runtime': 2,
  '@tenantry/email': 3,
  '@tenantry/http': 4,
  '@tenantry/testing': 5,
  '@tenantry/sqlite': 0,
  '@tenantry/postgres': 1,
  '@tenantry/container': 2,
  tenantry: 3,
};

const [columnWidth, rowHeight, boxWidth, boxHeight, margin] = [146, 84, 126, 36, 12];

const found = (name: string): Arrow => {
  const arrow = arrows.find((each) => each.name === name);
  if (arrow === undefined) throw new Error(`${name} is no package`);
  return arrow;
};

/** How many arrows one above the other lead to a package that knows none. */
const heightOf = (name: string): number => Math.max(-1, ...found(name).knows.map(heightOf)) + 1;

const reaches = (from: string, to: string): boolean =>
  found(from).knows.some((name) => name === to || reaches(name, to));

/** What a package knows and does not know by way of another that it knows. */
const drawn = ({ knows }: Arrow): readonly string[] =>
  knows.filter((name) => !knows.some((other) => other !== name && reaches(other, name)));

const style = `
  svg { --paper: #ffffff; --edge: #59636e; --ink: #1f2328; --box: #f6f8fa; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --edge: #9ea7b3; --ink: #f0f6fc; --box: #151b23; }
  }
  .paper { fill: var(--paper); }
  .box { fill: var(--box); stroke: var(--edge); }
  .arrow { fill: none; stroke: var(--edge); }
  .lazily { stroke-dasharray: 5 4; }
  .head { fill: var(--edge); }
  text { fill: var(--ink); text-anchor: middle;
    font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
`;

/** Who knows whom, drawn of the table that the walls are built from: arrows point to what is known. */
export const drawingOfPackages = (): string => {
  const top = Math.max(...arrows.map(({ name }) => heightOf(name)));
  const middleOf = (name: string) => {
    const column = columns[name];
    if (column === undefined) throw new Error(`${name} has no place in the drawing`);
    return {
      x: margin + column * columnWidth + boxWidth / 2,
      y: margin + (top - heightOf(name)) * rowHeight + boxHeight / 2,
    };
  };
  const wide = 2 * margin + 5 * columnWidth + boxWidth;
  const high = 2 * margin + top * rowHeight + boxHeight;
  const lines = arrows.flatMap((arrow) =>
    drawn(arrow).map((known) => {
      const [from, to] = [middleOf(arrow.name), middleOf(known)];
      const [begin, end] = [from.y + boxHeight / 2, to.y - boxHeight / 2];
      const classes = arrow.lazily?.includes(known) === true ? 'arrow lazily' : 'arrow';
      return `<path class="${classes}" marker-end="url(#head)" d="M${from.x} ${begin} L${to.x} ${end - 4}"/>`;
    }),
  );
  const boxes = arrows.flatMap(({ name }) => {
    const { x, y } = middleOf(name);
    return [
      `<rect class="box" x="${x - boxWidth / 2}" y="${y - boxHeight / 2}" width="${boxWidth}" height="${boxHeight}" rx="6"/>`,
      `<text x="${x}" y="${y + 4}">${name.replace('@tenantry/', '')}</text>`,
    ];
  });
  const told = arrows.map(({ name, knows, lazily = [] }) => {
    const known = knows.map((each) => `${each}${lazily.includes(each) ? ' (by import())' : ''}`);
    return `${name} knows ${known.join(', ') || 'no other package'}.`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-labelledby="title text">`,
    '<title id="title">Which package knows which</title>',
    `<desc id="text">${told.join('\n')}</desc>`,
    `<style>${style}</style>`,
    '<defs><marker id="head" class="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>',
    `<rect class="paper" width="${wide}" height="${high}"/>`,
    ...lines,
    ...boxes,
    '</svg>',
    '',
  ].join('\n');
};

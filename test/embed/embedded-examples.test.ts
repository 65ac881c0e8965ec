import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arrows } from '../architecture/arrows.ts';
import { blocksOf, deadLinksOf, root, textOf } from '../docs/documents.ts';
import { embedded } from './embedded.ts';

it('docs/embed.md shows these programs, as they are', () => {
  const blocks = [...blocksOf('docs/embed.md', 'ts'), ...blocksOf('docs/embed.md', 'js')];
  expect(blocks).toEqual(embedded.map(({ program }) => textOf(program)));
});

it('opens a customer in less than ten lines, after one import of ours', () => {
  for (const { program } of embedded) {
    const text = textOf(program);
    expect(text.match(/'@tenantry\//g)).toHaveLength(1);
    const lines = text.slice(0, text.indexOf('customers.create')).split('\n');
    const own = lines.filter((line) => line !== '' && !/^import |\brequire\(/.test(line));
    expect(own.length).toBeLessThan(10);
  }
});

describe('the README of each package', () => {
  const examples = globSync('examples/*/main.ts', { cwd: root }).map(textOf);
  const shownFirst = blocksOf('README.md', 'ts');

  it.each(arrows)('$name: says what it is for, and shows what runs', ({ folder, name }) => {
    const path = `${folder}/README.md`;
    const text = textOf(path);
    expect(text).toMatch(new RegExp(`^# ${name}\\n\\n[^#\`]`));
    expect(deadLinksOf(path)).toEqual([]);
    expect(textOf(`${folder}/LICENSE`)).toBe(textOf('LICENSE'));
    const shown = blocksOf(path, 'ts');
    const known = [...examples, ...shownFirst];
    expect(shown.filter((block) => !known.some((each) => each.includes(block)))).toEqual([]);
    expect(blocksOf(path, 'sh')).toEqual(
      name === 'tenantry' ? ['npx tenantry serve --dev\nnpx tenantry --help\n'] : [],
    );
  });
});

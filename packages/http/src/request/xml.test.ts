import { describe, expect, it } from 'vitest';
import { readXmlRecord } from './xml.ts';

const form = { root: 'Form', elements: new Set(['Name', 'Mail']) };

const read = (document: string | Uint8Array) =>
  readXmlRecord(typeof document === 'string' ? new TextEncoder().encode(document) : document, form);

const inForm = (content: string) => `<Form>${content}</Form>`;

/** The values and the codes of issues, or the one issue of the whole. */
function outcome(document: string | Uint8Array): object {
  const record = read(document);
  if (!record.ok) return record.error;
  const { values, issues } = record.value;
  return {
    ...Object.fromEntries(values),
    ...(issues.length > 0 && { issues: issues.map(({ path, code }) => `${path.join()} ${code}`) }),
  };
}

const malformed: object = {
  path: [],
  code: 'format',
  message: expect.stringMatching(/^is not well-formed XML at line \d+, column \d+$/),
};

describe('a text', () => {
  it.each([
    ['<Name>x</Name>', 'x'],
    ['<Name></Name>', ''],
    ['<Name/>', ''],
    ['<Name > x\t</Name\n>', ' x\t'],
    ['<Name>\n  x\n</Name>', '\n  x\n'],
    ['<Name>a\r\nb\rc</Name>', 'a\nb\nc'],
    ['<Name>a&#13;&#10;b</Name>', 'a\r\nb'],
    ['<Name>&lt;&amp;&gt;&quot;&apos;</Name>', '<&>"\''],
    ['<Name>&#65;&#x1F600;&#x0a;</Name>', 'A\u{1f600}\n'],
    ['<Name>a<![CDATA[<b>&amp;]]]]><![CDATA[>]]>c</Name>', 'a<b>&amp;]]>c'],
    ['<Name><![CDATA[ ]]></Name>', ' '],
    ['<Name>1e5</Name>', '1e5'],
    ['<Name>true</Name>', 'true'],
    ['<Name>007</Name>', '007'],
    ['<Name>e\u0301 \u00e9 \u{1f600} \ufeff</Name>', 'e\u0301 \u00e9 \u{1f600} \ufeff'],
    ['<Name a="1" xml:space="preserve">x</Name>', 'x'],
    ['<Name xmlns="">x</Name>', 'x'],
  ])('is read exactly: %j', (content, expected) => {
    expect(outcome(inForm(content))).toEqual({ Name: expected });
  });

  it.each([
    'a<b/>b',
    '<b>a</b>',
    '<Name>a</Name>',
    'a<!-- -->b',
    '<!-- -->',
    'victim@x.y<!-- -->.evil.com',
    'a<?b c?>d',
    'a<?b?>',
  ])('is none where something else stands in it: %s', (content) => {
    expect(outcome(inForm(`<Name>${content}</Name>`))).toEqual({ Name: {}, issues: ['Name type'] });
  });

  it.each(['true', '1', ' true '])('is null where it is xsi:nil: %s', (value) => {
    const nil = (prefix: string, content: string) =>
      outcome(
        `<Form xmlns:${prefix}="http://www.w3.org/2001/XMLSchema-instance"><Name ${prefix}:nil="${value}">${content}</Name></Form>`,
      );
    expect(nil('xsi', '')).toEqual({ Name: null });
    expect(nil('i', '')).toEqual({ Name: null });
    expect(nil('xsi', 'x')).toEqual({ Name: null, issues: ['Name format'] });
  });

  it.each(['nil="true"', 'x:nil="true" xmlns:x="urn:x"'])('is no null for %s', (attribute) => {
    expect(outcome(inForm(`<Name ${attribute}>x</Name>`))).toEqual({ Name: 'x' });
  });
});

describe('a form', () => {
  it.each([
    '<Mail>m</Mail><Name>n</Name>',
    '<Unknown>x</Unknown><Name>n</Name><Mail>m</Mail>',
    '\n\t<Name>n</Name> \r\n <Mail>m</Mail>',
    '<Unknown><Name>x</Name>text<!-- c --><?p?><a><b/></a></Unknown><Mail>m</Mail><Name>n</Name>',
    '<Unknown/><Unknown/><Name>n</Name><Mail>m</Mail>',
    '<name>x</name><NAME>x</NAME><Name>n</Name><Mail>m</Mail>',
    '<Name xmlns="urn:x">x</Name><x:Name xmlns:x="urn:x">x</x:Name><Name>n</Name><Mail>m</Mail>',
    '<!-- a --><Name>n</Name><?p b?><Mail>m</Mail><!-- c -->',
    '<__proto__>x</__proto__><constructor/><toString/><Name>n</Name><Mail>m</Mail>',
    '<Unknown __proto__="x" constructor="y"/><Name>n</Name><Mail>m</Mail>',
  ])('is read for what is known: %s', (content) => {
    expect(outcome(inForm(content))).toEqual({ Name: 'n', Mail: 'm' });
  });

  it.each([
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<!-- c -->\n<?p?>\n",
    '\ufeff',
    '\ufeff<?xml version="1.0" encoding="UTF-8"?>',
    '\n',
  ])('may begin with %j', (prolog) => {
    expect(outcome(`${prolog}${inForm('<Name>n</Name>')}`)).toEqual({ Name: 'n' });
  });

  it('has each element once', () => {
    expect(outcome(inForm('<Name>a</Name><Mail>m</Mail><Name>b</Name>'))).toEqual({
      Name: 'b',
      Mail: 'm',
      issues: ['Name duplicate'],
    });
  });

  it.each([
    '<form/>',
    '<Other/>',
    '<Form xmlns="urn:x"/>',
    '<x:Form xmlns:x="urn:x"/>',
    '<__proto__/>',
  ])('has its own root, in no namespace: %s', (document) => {
    expect(outcome(document)).toMatchObject({ path: [], code: 'type' });
  });

  it.each(['x', '<Name/>x', '<![CDATA[x]]>', '&#120;', '<Name/>\u00a0<Mail/>'])(
    'has no text of its own: %s',
    (content) => {
      expect(outcome(inForm(content))).toMatchObject({ path: [], code: 'format' });
    },
  );
});

describe('a document', () => {
  it.each([
    '',
    ' ',
    'x',
    '{}',
    '<',
    '<Form',
    '<Form>',
    '<Form><Name></Form>',
    '<Form></form>',
    '<Form/><Form/>',
    '<Form/>x',
    '<Form/>&#32;',
    '<Form/>]]>',
    '<Form/>\0',
    'x<Form/>',
    '<Form/><?xml version="1.0"?>',
    ' <?xml version="1.0"?><Form/>',
    '<!-- --><?xml version="1.0"?><Form/>',
    '<?xml?><Form/>',
    '<?xml encoding="UTF-8"?><Form/>',
    '<?xml version="1.0" standalone="maybe"?><Form/>',
    '<?xml version="1.0"encoding="UTF-8"?><Form/>',
    '<?XML version="1.0"?><Form/>',
    '\ufeff\ufeff<Form/>',
    '<Form a="1" a="2"/>',
    '<Form a=1/>',
    '<Form a/>',
    '<Form a="<"/>',
    '<Form a="&b;"/>',
    '<Form a="1"b="2"/>',
    '<Form><a:b/></Form>',
    '<Form><Name a:b="c"/></Form>',
    '<Form xmlns:a="u" xmlns:b="u"><x a:c="" b:c=""/></Form>',
    '<Form xmlns:a="u"><a:-b/></Form>',
    '<Form xmlns:a="u" a:1=""/>',
    '<Form xmlns:a=""/>',
    '<Form><Name>&amp</Name></Form>',
    '<Form><Name>& </Name></Form>',
    '<Form><Name>&nbsp;</Name></Form>',
    '<Form><Name>&AMP;</Name></Form>',
    '<Form><Name>&#0;</Name></Form>',
    '<Form><Name>&#8;</Name></Form>',
    '<Form><Name>&#xD800;</Name></Form>',
    '<Form><Name>&#xFFFE;</Name></Form>',
    '<Form><Name>&#x110000;</Name></Form>',
    '<Form><Name>&#X41;</Name></Form>',
    '<Form><Name>&#;</Name></Form>',
    '<Form><Name>a]]>b</Name></Form>',
    '<Form><Name>\u0001</Name></Form>',
    '<Form><Name>\ufffe</Name></Form>',
    '<Form><Name>a < b</Name></Form>',
    '<Form><1/></Form>',
    '<Form></ Form>',
    '<Form><!-- -- --></Form>',
    '<Form><!-- --->',
    '<Form><!doctype a></Form>',
    '<Form><![cdata[x]]></Form>',
    '<Form><?a?b?></Form>',
    '<Form><?a??></Form>',
    '<Form><?xml version="1.0"?></Form>',
  ])('is well-formed or nothing: %j', (document) => {
    expect(outcome(document)).toEqual(malformed);
  });

  it('is refused wherever it is cut off', () => {
    const whole = `\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- c --><Form a="1">
      <Name>\u00e9&amp;&#x1F600;\u{1f600}</Name><Mail><![CDATA[m]]></Mail><?p q?></Form>`;
    const bytes = new TextEncoder().encode(whole);
    expect(outcome(bytes)).toEqual({ Name: '\u00e9&\u{1f600}\u{1f600}', Mail: 'm' });
    for (let length = 0; length < bytes.length; length++)
      expect(read(bytes.subarray(0, length)).ok, `${length} bytes`).toBe(false);
  });

  it.each([
    '<!DOCTYPE Form><Form/>',
    '<!DOCTYPE Form SYSTEM "http://127.0.0.1:9/x"><Form/>',
    '<!DOCTYPE Form [<!ENTITY a "b">]><Form><Name>&a;</Name></Form>',
    '<?xml version="1.0"?><!-- c --><?p?><!DOCTYPE Form><Form/>',
  ])('has no DOCTYPE: %s', (document) => {
    expect(outcome(document)).toEqual({
      path: [],
      code: 'format',
      message: 'must have no DOCTYPE',
    });
  });

  it.each(['1.1', '1.2', '1.99'])('is no XML %s', (version) => {
    expect(outcome(`<?xml version="${version}"?><Form/>`)).toMatchObject({ code: 'format' });
    expect(outcome(`<?xml version="${version}"?>${inForm('<Name>&#1;</Name>')}`)).toMatchObject({
      message: 'must be XML 1.0',
    });
  });

  it('goes 32 levels deep at most', () => {
    const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    expect(outcome(inForm(nested(31)))).toEqual({});
    for (const levels of [32, 8000, 140_000])
      expect(outcome(inForm(nested(levels)))).toMatchObject({ path: [], code: 'tooDeep' });
  });

  it('has 1000 elements and attributes at most', () => {
    expect(outcome(inForm('<a/>'.repeat(999)))).toEqual({});
    const attributes = (count: number) =>
      Array.from({ length: count }, (_, at) => ` a${at}=""`).join('');
    expect(outcome(`<Form${attributes(999)}/>`)).toEqual({});
    for (const document of [
      inForm('<a/>'.repeat(1000)),
      inForm('<Name/>'.repeat(140_000)),
      `<Form${attributes(1000)}/>`,
      `<Form ${attributes(10_000).replaceAll(' a', ' xmlns:a').replaceAll('""', '"u"')}/>`,
    ])
      expect(outcome(document)).toMatchObject({ path: [], code: 'tooMany' });
  });

  it.each([
    ['references', `<Name>${'&#65;'.repeat(200_000)}</Name>`, 'A'.repeat(200_000)],
    ['escapes', `<Name>${'&amp;'.repeat(200_000)}</Name>`, '&'.repeat(200_000)],
    ['sections', `<Name>${'<![CDATA[x]]>'.repeat(70_000)}</Name>`, 'x'.repeat(70_000)],
    ['one long name', `<Name>n</Name><${'x'.repeat(1_000_000)}/>`, 'n'],
    ['one long reference', `<Name>&#${'0'.repeat(1_000_000)}65;</Name>`, 'A'],
  ])('may consist of %s', (_, content, expected) => {
    expect(outcome(inForm(content))).toEqual({ Name: expected });
  });

  it('is told of by the place alone, never by what stands there', () => {
    const fault = JSON.stringify(outcome('<Form>\n<secret x="secret" x="secret"/></Form>'));
    expect(fault).toContain('line 2, column 31');
    expect(fault).not.toContain('secret');
  });
});

it.each([
  `<?xml version="1.0" encoding="UTF-16"?>${inForm('')}`,
  `<?xml version="1.0"${' '.repeat(1000)}encoding="latin1"?>${inForm('')}`,
])('another encoding is refused as such', (document) => {
  expect(outcome(document)).toEqual({ kind: 'UnsupportedMediaType' });
});

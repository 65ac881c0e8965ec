import { it } from 'vitest';
import { openInstallation } from '/work/main/test/protocols/installation.ts';
import { quickHasher } from '/work/main/test/protocols/quick-hasher.ts';

const size = 1_048_576;
const fill = (head: string, part: (n: number) => string, tail: string) => {
  const parts: string[] = []; let length = head.length + tail.length; let n = 0;
  for (;;) { const p = part(n++); if (length + p.length > size) break; parts.push(p); length += p.length; }
  return head + parts.join('') + tail;
};
const json: Record<string, string> = {
  deepArrays: '['.repeat(size / 2) + ']'.repeat(size / 2),
  deepObjects: '{"a":'.repeat(170_000) + '1' + '}'.repeat(170_000),
  deepInConfig: '{"customer":{"name":"x"},"additionalConfigurations":{"a":' + '{"a":'.repeat(170_000) + '1' + '}'.repeat(170_000) + '}}',
  duplicates: fill('{', (n) => `${n ? ',' : ''}"a":1`, '}'),
  manyKeys: fill('{', (n) => `${n ? ',' : ''}"k${n.toString(36)}":1`, '}'),
  manyInCustomer: fill('{"customer":{"name":"x"', (n) => `,"k${n.toString(36)}":1`, '}}'),
  users: fill('{"customer":{"name":"x"},"initialUsers":[', (n) => `${n ? ',' : ''}{"name":"${n}","email":"a${n}@x.y"}`, ']}'),
  usersBad: fill('{"customer":{"name":"x"},"initialUsers":[', (n) => `${n ? ',' : ''}{}`, ']}'),
  usersNum: fill('{"customer":{"name":"x"},"initialUsers":[', (n) => `${n ? ',' : ''}1`, ']}'),
  references: fill('{"customer":{"name":"x"},"externalReferences":[', (n) => `${n ? ',' : ''}{"name":"${n}","value":"v"}`, ']}'),
  longName: `{"customer":{"name":"${'x'.repeat(size - 40)}"}}`,
  escapes: `{"customer":{"name":"${'\\u0041'.repeat(174_000)}"}}`,
  surrogates: `{"customer":{"name":"${'\\ud83d\\ude00'.repeat(87_000)}"}}`,
  combining: `{"customer":{"name":"${'e\u0301'.repeat(340_000)}"}}`,
  combining2: `{"customer":{"name":"a${'\u0301\u0316'.repeat(260_000)}"}}`,
  numbers: fill('{"x":[', (n) => `${n ? ',' : ''}1e9`, ']}'),
  bigNumber: `{"x":${'9'.repeat(size - 10)}}`,
  configs: fill('{"customer":{"name":"x"},"additionalConfigurations":{', (n) => `${n ? ',' : ''}"${n}":{}`, '}}'),
  bigConfigs: '{"customer":{"name":"x"},"additionalConfigurations":{' + Array.from({length: 4}, (_, i) => `"n${i}":` + fill('{', (n) => `${n ? ',' : ''}"k${n.toString(36)}":1`, '}').slice(0, 0) + `{"a":"${'x'.repeat(250_000)}"}`).join(',') + '}}',
  bigConfigKeys: '{"customer":{"name":"x"},"additionalConfigurations":{' + Array.from({length: 4}, (_, i) => `"n${i}":{${Array.from({length: 20_000}, (_, n) => `"k${n.toString(36)}":1`).join(',')}}`).join(',') + '}}',
  spaces: ' '.repeat(size - 2) + '{}',
  email: `{"customer":{"name":"x"},"initialUsers":[{"name":"x","email":"${'a.'.repeat(500_000)}@x.y"}]}`,
  emailDomain: `{"customer":{"name":"x"},"initialUsers":[{"name":"x","email":"a@${'a.'.repeat(500_000)}y"}]}`,
  emailIdn: `{"customer":{"name":"x"},"initialUsers":[{"name":"x","email":"a@${'ü.'.repeat(300_000)}y"}]}`,
  phone: `{"FirstName":"${'x'.repeat(500_000)}","Phone":"${'1 '.repeat(250_000)}"}`,
};
const a = '<AccountRegister>', z = '</AccountRegister>';
const xml: Record<string, string> = {
  refs: a + '<FirstName>' + '&#65;'.repeat(209_000) + '</FirstName>' + z,
  amps: a + '<FirstName>' + '&amp;'.repeat(209_000) + '</FirstName>' + z,
  attrs: fill('<AccountRegister', (n) => ` a${n.toString(36)}=""`, '/>'),
  dupAttrs: fill('<AccountRegister', () => ` a=""`, '/>'),
  bigName: `<${'a'.repeat(size - 10)}/>`,
  ns: fill('<AccountRegister', (n) => ` xmlns:n${n.toString(36)}="u"`, '/>'),
  deep: '<a>'.repeat(149_000) + '</a>'.repeat(149_000),
  deepIn: a + '<a>'.repeat(140_000) + '</a>'.repeat(140_000) + z,
  many: fill(a, () => '<b/>', z),
  manyDup: fill(a, () => '<Email/>', z),
  comments: fill(a, () => '<!---->', z),
  cdata: fill(a + '<FirstName>', () => '<![CDATA[]]>', '</FirstName>' + z),
  pis: fill(a, () => '<?x?>', z),
  text: a + '<FirstName>' + 'x'.repeat(size - 100) + '</FirstName>' + z,
  newlines: a + '\r\n'.repeat(size / 2 - 50) + z,
};
it('measures', async () => {
  const inst = await openInstallation({ hasher: quickHasher() });
  const { http, key, master, password } = inst;
  const basic = `Basic ${Buffer.from(`master@tenantry.test:${password}`).toString('base64')}`;
  const u = 'https://t.test';
  const targets: Record<string, (b: string) => Request> = {
    v2: (body) => new Request(u + '/v2/customers', { method: 'POST', body, headers: { api_key: key, 'X-Frankie-CustomerID': master.id, 'Content-Type': 'application/json' } }),
    p1: (body) => new Request(u + '/api/v1/partners', { method: 'POST', body, headers: { Authorization: basic, 'Content-Type': 'application/json' } }),
    admin: (body) => new Request(u + '/api/v1/admin/accounts/1', { method: 'POST', body, headers: { api_key: key, 'Content-Type': body.startsWith('<') ? 'application/xml' : 'application/json' } }),
    v1: (body) => new Request(u + '/v1/accounts', { method: 'POST', body, headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' } }),
    tokens: (body) => new Request(u + '/v1/tokens', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }),
    auth: (body) => new Request(u + `/a/${master.address}/api/v8/auth`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }),
  };
  const rows: [number, string][] = [];
  for (const [name, make] of Object.entries(targets))
    for (const [kind, body] of [...Object.entries(json), ...(name === 'admin' ? Object.entries(xml) : [])]) {
      const req = make(body); const t = performance.now();
      const r = await http.fetch(req); const text = await r.text();
      rows.push([performance.now() - t, `${name} ${kind} ${Buffer.byteLength(body)} -> ${r.status} ${text.length}`]);
    }
  rows.sort((x, y) => y[0] - x[0]);
  console.log(rows.slice(0, 40).map(([ms, what]) => `${ms.toFixed(0)} ms ${what}`).join('\n'));
}, 600000);

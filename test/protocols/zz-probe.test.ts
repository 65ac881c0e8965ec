import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { openInstallation } from './installation.ts';
it('x', async () => {
  const { http, lines } = await openInstallation();
  const r = await http.fetch(new Request('http://h/openapi.json'));
  writeFileSync('/tmp/d/openapi.json', JSON.stringify(await r.json(), null, 1));
  for (const l of lines) if (l.level === 'error') console.log(l);
});

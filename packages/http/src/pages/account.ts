import { AccountAddress, type Application } from '@tenantry/domain';
import type { Exchange, PageRoute, Reply } from '../route.ts';
import { html } from './html.ts';
import { shown } from './page.ts';
import { refusedAt } from './refused.ts';

/**
 * What the address of an account is. It says the same of every text that could be one, and nothing
 * is looked up for it: a stranger learns neither who is here nor who is not, by no word and by no
 * time that it takes.
 */
export const accountPage = (app: Application): PageRoute => ({
  method: 'GET',
  path: '/a/:address',
  handle: async ({ parameters, requestId }: Exchange): Promise<Reply> => {
    const { publicUrl } = app;
    const refused = refusedAt(publicUrl);
    const address = AccountAddress.safeParse(parameters['address']);
    if (!address.success) return refused({ kind: 'PathNotFound' }, requestId);
    const brand = await app.brand();
    if (!brand.ok) return refused(brand.error, requestId);
    const url = app.accounts.urlOf({ address: address.data });
    return shown(200, {
      brand: brand.value,
      title: 'Address of an account',
      content: html`<h1>Address of an account</h1>
<p>Accounts at <bdi>${brand.value}</bdi> have addresses like this one, for programs. If there is an
account here, each of its members can also sign in by it: with the user name
<code>${address.data}/you@example.com</code>.</p>
<dl>
<dt>The account</dt>
<dd><code>${url}</code></dd>
<dt>Its API</dt>
<dd><code>${url}/api/v8</code></dd>
<dt>Tokens for the other APIs</dt>
<dd><code>${publicUrl}/v1/tokens</code></dd>
</dl>
<p><a href="${publicUrl}/password-reset">Reset a password</a></p>
<p><a href="${publicUrl}/password-change">Change a password</a></p>`,
    });
  },
});

import { err, ok, type Result } from '@tenantry/domain';
import { readBody } from '../request/body.ts';
import { formKibibytes, formText, readForm } from '../request/form.ts';
import { isPlain } from '../request/media-type.ts';
import type { Refusal } from '../route.ts';

/** A form that another site sent in somebody's name. */
export interface CrossSite {
  readonly kind: 'CrossSite';
}

/**
 * What was typed into a form of ours. What cannot be read for certain, such as a field that stands
 * twice, is refused whole.
 */
export const posted = async <Name extends string>(
  request: Request,
  publicUrl: string,
  names: readonly Name[],
): Promise<Result<(name: Name) => string, Refusal | CrossSite>> => {
  if (isCrossSite(request.headers, publicUrl)) return err({ kind: 'CrossSite' });
  if (!isPlain(request, 'application/x-www-form-urlencoded'))
    return err({ kind: 'UnsupportedMediaType' });
  const bytes = await readBody(request, formKibibytes * 1024);
  if (!bytes.ok) return bytes;
  const text = formText(bytes.value);
  const form = text.ok ? readForm(text.value, names) : text;
  if (!form.ok || form.value.issues.length > 0) return err({ kind: 'MalformedRequest' });
  const { fields } = form.value;
  return ok((name) => fields.get(name) ?? '');
};

/**
 * Pages keep nothing in a browser that another site could use; this is a second lock. A browser
 * says `Origin: null` of our own forms, since they send no referrer (Fetch, "append a request
 * `Origin` header"): then `Sec-Fetch-Site` decides. Programs send neither.
 */
function isCrossSite(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null && !['same-origin', 'same-site', 'none'].includes(site)) return true;
  const origin = headers.get('Origin');
  if (origin === 'null') return site === 'same-site';
  return origin !== null && origin !== new URL(publicUrl).origin;
}

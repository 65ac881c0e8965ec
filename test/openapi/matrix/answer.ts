import { type Asking, requestOf } from './requests.ts';
import type { World } from './world.ts';

export type Fetch = World['http']['fetch'];

export interface Answer {
  readonly status: number;
  /** With the code beside it. */
  readonly outcome: string;
  readonly text: string;
  /** All of it, but for what is different in every answer. */
  readonly bare: string;
}

export async function answerTo(fetch: Fetch, asking: Asking): Promise<Answer> {
  const response = await fetch(requestOf(asking));
  const { status } = response;
  const text = await response.text();
  const id = response.headers.get('X-Request-Id') ?? '';
  const headers = [...response.headers].filter(([name]) => !moving.has(name));
  return {
    status,
    outcome: status < 300 ? `${status}` : `${status} ${codeIn(text)}`.trim(),
    text,
    bare: JSON.stringify([status, headers, text.replaceAll(id, '').replaceAll(uuid, '')]),
  };
}

/** The id of the request, in one protocol as a UUID; and what counts and tells the time. */
const moving: ReadonlySet<string> = new Set([
  'x-request-id',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]);
const uuid = /"uuid":"[^"]*"/g;

function codeIn(text: string): string {
  if (!text.startsWith('{')) return '';
  const body: unknown = JSON.parse(text);
  for (const path of [['code'], ['errorCode'], ['errors', '0', 'status'], ['Error', 'ErrorCode']]) {
    const found = path.reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
      body,
    );
    if (typeof found === 'string' || typeof found === 'number') return String(found);
  }
  return '';
}

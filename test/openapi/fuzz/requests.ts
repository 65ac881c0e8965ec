import fc from 'fast-check';
import type { Described, Operation, Parameter, Schema } from './document.ts';
import type { Made, Manner } from './made.ts';
import type { Pool } from './pool.ts';
import { anyText, spoiled, valuesOf } from './values.ts';

/** What is chosen of a request before it meets the pool of what is there by now. */
interface Draft {
  readonly operation: Operation;
  readonly manner: Manner;
  readonly given: ReadonlyMap<Parameter, unknown>;
  readonly type?: string;
  readonly body?: string;
}

const manners = fc.oneof(
  { weight: 9, arbitrary: fc.constant<Manner>('valid') },
  { weight: 6, arbitrary: fc.constant<Manner>('spoiled') },
  { weight: 1, arbitrary: fc.constant<Manner>('unproven') },
  { weight: 1, arbitrary: fc.constant<Manner>('wrongly proven') },
);

/** Requests for the operations of a description, each as often as any other. */
export const draftsOf = (described: Described): fc.Arbitrary<Draft> => {
  const values = valuesOf(described);

  const parameter = (wanted: Parameter, manner: Manner, isBare: boolean): fc.Arbitrary<unknown> => {
    if (isBare && !wanted.required) return fc.constant(undefined);
    const good = values(wanted.schema);
    const value = manner === 'spoiled' ? fc.oneof({ weight: 4, arbitrary: good }, anyText) : good;
    return wanted.required ? value : fc.option(value, { nil: undefined, freq: 1 });
  };

  const bodies = (operation: Operation, manner: Manner) => {
    const types = Object.entries(operation.bodies);
    if (types.length === 0) return fc.constant({});
    return fc.constantFrom(...types).chain(([type, schema]) => {
      const good = values(schema);
      const value = manner === 'spoiled' ? good.chain(spoiled) : good;
      const whole = value.map((one) => written(one, type, nameOf(schema, described)));
      const text =
        manner === 'spoiled' ? fc.oneof({ weight: 5, arbitrary: whole }, cut(whole)) : whole;
      const sent =
        manner === 'spoiled'
          ? fc.oneof({ weight: 9, arbitrary: fc.constant(type) }, otherTypes)
          : fc.constant(type);
      return fc.record({ type: sent, body: text });
    });
  };

  return fc.tuple(fc.constantFrom(...described.operations), manners).chain(([operation, manner]) =>
    fc
      .tuple(
        // Every other request leaves out what it may: two that name the same thing seldom agree.
        fc
          .boolean()
          .chain((isBare) =>
            fc.tuple(...operation.parameters.map((wanted) => parameter(wanted, manner, isBare))),
          ),
        bodies(operation, manner),
      )
      .map(
        ([given, body]): Draft => ({
          operation,
          manner,
          given: new Map(operation.parameters.map((wanted, at) => [wanted, given[at]])),
          ...body,
        }),
      ),
  );
};

const otherTypes = fc.constantFrom(
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  '*/*',
);

/** Ends too early, or says something twice. */
const cut = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.nat())
    .map(([whole, at]) =>
      at % 2 === 0
        ? whole.slice(0, at % (whole.length + 1))
        : whole.replace('{', '{"name":1,"name":2,'),
    );

/**
 * Puts what is there by now into a draft: an id of something, most often, where an id is wanted.
 * `next` chooses.
 */
export const meet = (draft: Draft, pool: Pool, base: string, next: () => number): Made => {
  const { operation, manner, given } = draft;
  const textOf = ({ name, in: place, required }: Parameter, value: unknown): string | undefined => {
    const found =
      manner !== 'spoiled' || next() % 4 > 0 ? pool.pick(name, operation.path, next()) : undefined;
    const wanted = required || place === 'path' || next() % 2 > 0;
    const text = wanted ? (found ?? value) : value;
    return text === undefined ? undefined : typeof text === 'string' ? text : JSON.stringify(text);
  };
  const headers = new Headers();
  const query = new URLSearchParams();
  let path = operation.path;
  for (const [parameter, value] of given) {
    const text = textOf(parameter, value);
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encoded(text ?? 'x'));
    else if (text === undefined) continue;
    else if (parameter.in === 'query') query.append(parameter.name, text);
    else setHeader(headers, parameter.name, text);
  }
  if (manner === 'spoiled' && next() % 8 === 0) query.append('stranger', 'x');
  const proof = pool.proof(operation.proofs, operation.path, manner, next());
  for (const [name, value] of Object.entries(proof)) headers.set(name, value);
  if (draft.type !== undefined) setHeader(headers, 'Content-Type', draft.type);
  const body = draft.body === undefined ? undefined : pool.filled(draft.body, next);
  const url = `${base}${path}${query.size === 0 ? '' : `?${query.toString()}`}`;
  const init = { method: operation.method, headers, ...(body === undefined ? {} : { body }) };
  return {
    operation,
    manner,
    request: new Request(url, init),
    text: JSON.stringify({ manner, method: operation.method, url, headers: [...headers], body }),
  };
};

/** A segment of a path: a URL would take one of dots away. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed() || 'x').replace(/^\.+$/, 'dots');

/** What no header can hold is sent as what a client would make of it. */
function setHeader(headers: Headers, name: string, text: string): void {
  const sendable = text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '').trim();
  headers.set(name, sendable);
}

const nameOf = (schema: Schema, { schemaAt }: Described): string => {
  const named = schema.$ref === undefined ? schema : schemaAt(schema.$ref);
  return named.xml?.name ?? 'Root';
};

function written(value: unknown, type: string, name: string): string {
  if (type.includes('xml')) return `<?xml version="1.0"?>${element(name, value)}`;
  if (type.includes('urlencoded') && typeof value === 'object' && value !== null)
    return new URLSearchParams(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])),
    ).toString();
  return JSON.stringify(value) ?? 'undefined';
}

function element(name: string, value: unknown): string {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, each]) => element(key, each))
          .join('')
      : escaped(plain(value));
  return `<${name}>${inner}</${name}>`;
}

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

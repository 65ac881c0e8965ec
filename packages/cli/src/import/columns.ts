import { Unusable } from './found-row.ts';

/** What a column's cells are read as. */
export type Reading = 'text' | 'boolean' | 'number' | 'numbers' | 'json';

export interface Column {
  /** Where in a row its cells stand. */
  readonly path: readonly (string | number)[];
  readonly reading: Reading;
}

const texts = [
  'kind',
  'key',
  'parent',
  'parentKey',
  'parentName',
  'status',
  'name',
  'reference',
  'billingId',
  'verificationPhrase',
  'firstName',
  'lastName',
  'companyName',
  'mobilePhone',
  'email',
  'timeZone',
  'password',
  'passwordConfirmation',
  'contact.userName',
  'contact.firstName',
  'contact.lastName',
  'contact.email',
  'contact.phone',
  'contact.power',
  'users.#.name',
  'users.#.email',
  'workflows.#.workflowDefinitionId',
  'workflows.#.workflowName',
  'workflows.#.workflowDisplayName',
  'workflows.#.workflowDefinitionVersion',
  'workflows.#.lifecyclePhase',
  'workflows.#.monitoringType',
  'references.#.name',
  'references.#.value',
  'references.#.description',
  'references.#.type',
];

const readings: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...texts.map((name): [string, Reading] => [name, 'text']),
  ['isActive', 'boolean'],
  ['mayHaveSubAccounts', 'boolean'],
  ['contact.isActive', 'boolean'],
  ['contact.sendWelcomeEmail', 'boolean'],
  ['users.#.roles', 'numbers'],
  ['users.#.roles.#', 'number'],
  ['configurations', 'json'],
]);

/** Names under which all that follows is one name, whatever stands in it. */
const open: readonly (readonly [RegExp, Reading])[] = [
  [/^(configurations)\.(.+)$/s, 'json'],
  [/^(references)\.(0|[1-9]\d?)\.(metadata)\.(.+)$/s, 'text'],
];

/**
 * The columns that a header names; one without a name is none, and must stay empty. Throws `Unusable`
 * where a name is not one of a row, or two say the same. Of what the header holds nothing is repeated:
 * a file without one begins with somebody's data.
 */
export const columnsOf = (header: readonly string[]): readonly (Column | undefined)[] => {
  const columns = header.map((name, at) => {
    const trimmed = name.trim();
    if (trimmed === '') return undefined;
    const column = columnOf(trimmed);
    if (column === undefined)
      throw new Unusable(
        `column ${at + 1} of the header is none that a row can have; the first line must be the header`,
      );
    return column;
  });
  demandDistinct(columns);
  if (columns.every((column) => column === undefined)) throw new Unusable('the header is empty');
  return columns;
};

function columnOf(name: string): Column | undefined {
  for (const [pattern, reading] of open) {
    const [, ...parts] = pattern.exec(name) ?? [];
    const last = parts.pop();
    if (last !== undefined) return { path: [...parts.map(stepOf), last], reading };
  }
  const steps = name.split('.').map(stepOf);
  const reading = readings.get(
    steps.map((step) => (typeof step === 'number' ? '#' : step)).join('.'),
  );
  return reading === undefined ? undefined : { path: steps, reading };
}

/** A place in a list is a number of at most two digits: no list is longer. */
const stepOf = (part: string): string | number =>
  /^(0|[1-9]\d?)$/.test(part) ? Number(part) : part;

/** No column says what another one says, or a part of it. */
function demandDistinct(columns: readonly (Column | undefined)[]): void {
  const named = new Map<string, number>();
  columns.forEach((column, at) => {
    if (column === undefined) return;
    const before = named.get(JSON.stringify(column.path));
    if (before !== undefined) throw new Unusable(sameText(before, at));
    named.set(JSON.stringify(column.path), at);
  });
  columns.forEach((column, at) => {
    for (let length = 1; column !== undefined && length < column.path.length; length++) {
      const whole = named.get(JSON.stringify(column.path.slice(0, length)));
      if (whole !== undefined) throw new Unusable(sameText(whole, at));
    }
  });
}

const sameText = (one: number, other: number): string =>
  `columns ${Math.min(one, other) + 1} and ${Math.max(one, other) + 1} of the header say the same`;

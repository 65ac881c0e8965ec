import type { Operation } from './operations.ts';
import type { Row, Rows } from './row.ts';

/** Where the rows and the description do not say the same. */
export const departures = (
  operations: ReadonlyMap<string, Operation>,
  rows: Rows,
): readonly string[] => [
  ...[...operations.values()].flatMap((operation) => {
    const row = rows[operation.id];
    return row === undefined
      ? [`${operation.id}: has no row`]
      : differences(operation, row).map((what) => `${operation.id}: ${what}`);
  }),
  ...Object.keys(rows)
    .filter((id) => !operations.has(id))
    .map((id) => `${id}: is no operation`),
];

function differences(operation: Operation, { power, asked }: Row): readonly string[] {
  const places = new Set(asked.flatMap(({ place }) => (place === undefined ? [] : [place])));
  return [
    ...(operation.power === power ? [] : [`x-power is ${operation.power}, and not ${power}`]),
    ...(operation.proofs.length > 0 === (power !== undefined) ? [] : ['needs power without proof']),
    ...operation.places.filter((at) => !places.has(at)).map((at) => `${at} is not asked at`),
    ...[...places].filter((at) => !operation.places.includes(at)).map((at) => `${at} is no place`),
  ];
}

import { invalid, issue, type Path, scanJson } from '@tenantry/domain';
import { Refused } from '../ending/exit.ts';

/**
 * What a file holds, of which `place` is what it is called. Of a key that stands twice nobody knows
 * which one is meant.
 */
export function jsonIn(text: string, place: string, within: Path = []): unknown {
  const scan = scanJson(text);
  if (!scan.ok) throw new Refused(invalid([issue([place], 'format', 'is no JSON')]));
  if (scan.duplicates.length > 0)
    throw new Refused(
      invalid(scan.duplicates.map((path) => issue([...within, ...path], 'duplicate'))),
    );
  return JSON.parse(text);
}

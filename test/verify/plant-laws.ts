import { type Checked, checks } from '@tenantry/sql';
import { describe, expect, it } from 'vitest';
import { keyPlants, mailPlants, memberPlants, resetPlants, resultPlants } from './access-plants.ts';
import { derivedPlants, treePlants, wholePlants } from './account-plants.ts';
import { broadPlants } from './broad-plants.ts';
import type { Filled } from './filled.ts';
import { lineOf, type Stage } from './stage.ts';

/** What every planted database must tell; `stage` is filled before the first of these runs. */
export const plantLaws = (stage: () => Stage & { readonly filled: Filled }): void => {
  const planters = {
    treePlants,
    wholePlants,
    derivedPlants,
    memberPlants,
    keyPlants,
    resetPlants,
    mailPlants,
    resultPlants,
  };

  it('tells nothing of what the application has made', async () => {
    expect((await stage().planted([])).map(lineOf)).toEqual([]);
  });

  describe('tells just what was planted', () => {
    it.each(Object.entries(planters))('%s', async (_, plants) => {
      for (const { statements, told } of plants(stage().filled)) {
        const found = (await stage().planted(statements)).map(lineOf);
        expect({ statements, found: found.toSorted() }).toEqual({
          statements,
          found: told.toSorted(),
        });
      }
    });

    it('in every column of every table', async () => {
      for (const [called, { rounds, told }] of Object.entries(broadPlants(stage().filled))) {
        const found = new Set<string>();
        for (const statements of rounds)
          for (const violation of await stage().planted(statements)) found.add(nameOf(violation));
        const missed = told.map(nameOf).filter((name) => !found.has(name));
        expect({ called, missed }).toEqual({ called, missed: [] });
      }
    });

    it('for every check that there is', () => {
      const { filled } = stage();
      const exact = Object.values(planters).flatMap((plants) =>
        plants(filled).flatMap(({ told }) => told),
      );
      const broad = new Set(
        Object.values(broadPlants(filled)).flatMap(({ told }) => told.map(nameOf)),
      );
      const unplanted = checks
        .map(nameOf)
        .filter((name) => !broad.has(name) && !exact.some((line) => line.startsWith(`${name} `)));
      expect(unplanted).toEqual([]);
    });
  });
};

const nameOf = ({ invariant, check, table, column }: Checked): string =>
  `${invariant} ${check}: ${table}${column === undefined ? '' : `.${column}`}`;

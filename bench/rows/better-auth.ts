import { alternating } from '../alternate.ts';
import { type Deed, startPeer } from '../peers/peer.ts';
import { newFolder } from '../places/folder.ts';
import type { Comparison, Pair } from '../row.ts';

/** The library that is nearest to ours, each called in a process of its own by one caller. */
export const betterAuth: Comparison<Deed> = {
  rows: {
    organisation: {
      name: 'customers with 2 invitations per second, called in process',
      against: 'better-auth: an organisation and 2 invitations, same SQLite settings',
    },
    signUp: {
      name: 'registrations per second, called in process (argon2id, as is our default)',
      against: 'better-auth: sign-up (scrypt, as is its default), same SQLite settings',
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    await using ours = await startPeer(
      new URL('../peers/tenantry.ts', import.meta.url),
      folder.file('ours.db'),
    );
    await using theirs = await startPeer(
      new URL('../peers/better-auth.ts', import.meta.url),
      folder.file('theirs.db'),
    );
    const milliseconds = extent.some(1500);
    const pair = async (deed: Deed, unit: string): Promise<Pair> => ({
      unit,
      ...(await alternating(
        extent,
        () => ours.run(deed, milliseconds),
        () => theirs.run(deed, milliseconds),
      )),
    });
    return {
      organisation: await pair('organisation', 'organisations/s'),
      signUp: await pair('signUp', 'people/s'),
    };
  },
};

/** The process of bare argon2id. */
import { hash, type Options, parseOptions } from '@node-rs/argon2';
import { parsePassword } from '@tenantry/domain';
import { argon2Hasher } from '@tenantry/runtime';
import { chosenPassword } from '../load/registrations.ts';
import { answering } from '../processes.ts';
import type { HashingJob } from './argon2.ts';

/** Read off a hash that ours makes, so that they are the same whatever becomes of ours. */
const parametersOfOurs = async (): Promise<Options> => {
  const rules = { minimum: 1, personal: [], isCommon: () => false };
  const password = parsePassword(chosenPassword, rules, []);
  if (!password.ok) throw new Error('no password');
  const hashed = await argon2Hasher().hash(password.value);
  if (!hashed.ok) throw new Error(hashed.error.kind);
  const { memoryCost, timeCost, parallelism, outputLen } = parseOptions(hashed.value);
  return { memoryCost, timeCost, parallelism, outputLen };
};

const parameters = parametersOfOurs();

const run = async ({ milliseconds, concurrency }: HashingJob): Promise<number> => {
  const options = await parameters;
  const password = new TextEncoder().encode(chosenPassword);
  const begun = performance.now();
  let made = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - begun < milliseconds) {
      await hash(password, options);
      made += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return made / ((performance.now() - begun) / 1000);
};

answering(run);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the files of a deployment say of one container, as far as it can be had without an engine. */
export interface Service {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface Described {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Described>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export const composeOf = (deploy: string): Compose =>
  parse(readFileSync(join(deploy, 'compose.yaml'), 'utf8'), { merge: true });

/** The instructions of the last stage of an image, each with what follows it. */
export const imageOf = (deploy: string): ReadonlyMap<string, string> => {
  const text = readFileSync(join(deploy, 'Containerfile'), 'utf8');
  const last = text.slice(text.lastIndexOf('\nFROM '));
  return new Map(
    last
      .split('\n')
      .filter((line) => /^[A-Z]+ /.test(line))
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
};

/** A service as an engine would start it, its secrets where they are on this machine. */
export const serviceOf = (
  deploy: string,
  name: string,
  given: Readonly<Record<string, string>>,
): Service => {
  const { services, secrets } = composeOf(deploy);
  const { command, environment = {}, secrets: granted = [] } = services[name] ?? {};
  const image = imageOf(deploy);
  const ofImage = (image.get('ENV') ?? '').split(' ').map((pair) => pair.split('='));
  const ofService = Object.entries(environment).map(([variable, value]) => {
    const filled = value.replace(
      /\$\{(\w+):([?-])([^}]*)\}/g,
      (_, wanted: string, how: string, otherwise: string) => {
        const text = given[wanted] ?? (how === '-' ? otherwise : undefined);
        if (text === undefined) throw new Error(`${wanted} is not set`);
        return text;
      },
    );
    const secret = /^\/run\/secrets\/(\w+)$/.exec(filled)?.[1];
    if (secret === undefined) return [variable, filled];
    const file = secrets[secret]?.file;
    if (file === undefined || !granted.includes(secret)) throw new Error(`no secret ${secret}`);
    return [variable, join(deploy, file)];
  });
  return {
    command: command ?? JSON.parse(image.get('CMD') ?? '[]'),
    environment: Object.fromEntries([...ofImage, ...ofService]),
  };
};

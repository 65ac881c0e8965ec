/** One mutant and what became of it; `path` from the domain's sources on. */
export interface Judged {
  readonly path: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly status: string;
}

/** Survivors that are known: by file, then by the reason why nothing tells of them. */
export type Survivors = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Score {
  readonly folder: string;
  readonly told: number;
  readonly all: number;
}

/** What the tests of a mutant can tell: they failed, or came to no end. */
const isTold = ({ status }: Judged): boolean => status === 'Killed' || status === 'Timeout';

const isSurvivor = ({ status }: Judged): boolean =>
  status === 'Survived' || status === 'NoCoverage';

/** How a survivor is written in the list: the same wherever in its file it comes to stand. */
export const nameOf = ({
  mutator,
  original,
  replacement,
}: Pick<Judged, 'mutator' | 'original' | 'replacement'>): string =>
  `${mutator}: ${oneLine(original)} => ${oneLine(replacement)}`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.indexOf('/'))) || '.';

/** By folder, and all together last. */
export const scores = (mutants: readonly Judged[]): readonly Score[] => {
  const counted = mutants.filter((mutant) => isTold(mutant) || isSurvivor(mutant));
  const folders = [...new Set(counted.map(({ path }) => folderOf(path)))].toSorted();
  const scoreOf = (folder: string, within: readonly Judged[]): Score => ({
    folder,
    told: within.filter(isTold).length,
    all: within.length,
  });
  return [
    ...folders.map((folder) =>
      scoreOf(
        folder,
        counted.filter(({ path }) => folderOf(path) === folder),
      ),
    ),
    scoreOf('all', counted),
  ];
};

export const percent = ({ told, all }: Score): number => (all === 0 ? 100 : (100 * told) / all);

const demanded = 90;

/** What the command fails for: a folder below the score, and survivors that nobody has looked at. */
export const faults = (mutants: readonly Judged[], known: Survivors): readonly string[] => [
  ...scores(mutants)
    .filter((score) => percent(score) < demanded)
    .map((score) => `${score.folder}: ${percent(score).toFixed(1)} % of mutants are told of`),
  ...mutants
    .filter((mutant) => isSurvivor(mutant) && !isKnown(mutant, known))
    .map((mutant) => `${mutant.path}:${mutant.line} ${nameOf(mutant)}`),
  ...mutants
    .filter(({ status }) => !['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
    .map(
      (mutant) =>
        `${mutant.path}:${mutant.line} ${nameOf(mutant)} was not judged: ${mutant.status}`,
    ),
];

/** Whether somebody has looked at it, and said why nothing tells of it. */
export const isKnown = (mutant: Omit<Judged, 'line' | 'status'>, known: Survivors): boolean =>
  Object.values(known[mutant.path] ?? {}).some((names) => names.includes(nameOf(mutant)));

/** What is listed of the files that were mutated and survives no more. */
export const outlived = (mutants: readonly Judged[], known: Survivors): readonly string[] => {
  const surviving = new Set(
    mutants.filter(isSurvivor).map((mutant) => `${mutant.path} ${nameOf(mutant)}`),
  );
  const mutated = new Set(mutants.map(({ path }) => path));
  return Object.entries(known)
    .filter(([path]) => mutated.has(path))
    .flatMap(([path, reasons]) =>
      Object.values(reasons)
        .flat()
        .map((name) => `${path} ${name}`),
    )
    .filter((listed) => !surviving.has(listed));
};

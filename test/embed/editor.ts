import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What an editor knows of some files: the language service of TypeScript, as editors have it. */
export interface Editor {
  /** What is wrong, each in one line. */
  readonly faults: (file: string) => readonly string[];
  // Over the name before the mark `/*?NAME*/`.
  readonly shown: (file: string, mark: string) => string;
  // For the name before the mark `/*|NAME*/`, or what stands in quotes there.
  readonly offered: (file: string, mark: string) => readonly string[];
}

/** Without the types of Node.js, of which no package of ours may be in need. */
const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  // Where `console` is declared; a host has it from wherever it likes.
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  types: [],
};

export const editorOf = (folder: string, files: readonly string[]): Editor => {
  const service = ts.createLanguageService({
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
    getScriptFileNames: () => [...files],
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => {
      const text = ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  });
  const program = service.getProgram();
  if (program === undefined) throw new Error('there is no program');
  return {
    faults: (file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(textOf),
    shown: (file, mark) => {
      const info = service.getQuickInfoAtPosition(file, endBefore(file, `/*?${mark}*/`) - 1);
      return ts.displayPartsToString(info?.displayParts);
    },
    offered: (file, mark) => {
      const offer = service.getCompletionsAtPosition(file, endBefore(file, `/*|${mark}*/`), {});
      return (offer?.entries ?? []).map(({ name }) => name).toSorted();
    },
  };
};

/** Where the name before a mark ends, or what is said in quotes. */
function endBefore(file: string, mark: string): number {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`there is no mark ${mark}`);
  const before = text.slice(0, at).trimEnd();
  return before.endsWith("'") ? before.length - 1 : before.length;
}

const textOf = ({ messageText, file, start }: ts.Diagnostic): string => {
  const line = file?.text.slice(0, start).split('\n').length ?? 0;
  return `${file?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
};

import { basename } from 'node:path';
import ts from 'typescript';

/** What the house style has no room for, where neither the compiler nor the linter sees it. */
export type StyleRule =
  | 'no-cast'
  | 'no-enum'
  | 'no-decorator'
  | 'no-export-star'
  | 'no-ambient-time-or-chance'
  | 'no-suppression';

export interface StyleFault {
  readonly rule: StyleRule;
  readonly path: string;
  readonly line: number;
}

/** Everything in one file that breaks the style. Only the syntax is looked at, not the types. */
export const styleFaults = (path: string, text: string): readonly StyleFault[] => {
  const source = ts.createSourceFile(path, text, asLittleAsItTakes);
  const faults: StyleFault[] = [];
  const note = (rule: StyleRule, position: number): void => {
    faults.push({ rule, path, line: source.getLineAndCharacterOfPosition(position).line + 1 });
  };
  const comments = new Map<number, string>();
  const mayBeSuppressed = anySuppression.test(text);
  const visit = (node: ts.Node): void => {
    for (const rule of rulesBrokenBy(node, path, source)) note(rule, node.getStart(source));
    if (!mayBeSuppressed) {
      ts.forEachChild(node, visit);
      return;
    }
    for (const { end, pos } of commentsBefore(node, text)) comments.set(pos, text.slice(pos, end));
    // Every token too: a comment may stand before each of them. It takes three times as long.
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  for (const [position, comment] of comments)
    if (suppression(path).test(comment)) note('no-suppression', position);
  return faults;
};

/** What is written in comments is looked at as text. */
const asLittleAsItTakes: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

const commentsBefore = (node: ts.Node, text: string): readonly ts.CommentRange[] => [
  ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
  ...(ts.getTrailingCommentRanges(text, node.getFullStart()) ?? []),
];

const rulesBrokenBy = function* (
  node: ts.Node,
  path: string,
  source: ts.SourceFile,
): Generator<StyleRule> {
  if (isCast(node, source)) yield 'no-cast';
  if (ts.isEnumDeclaration(node)) yield 'no-enum';
  if (ts.isDecorator(node)) yield 'no-decorator';
  if (isExportStar(node) && !basename(path).startsWith('index.')) yield 'no-export-star';
  if (path.startsWith('packages/domain/src/') && !isTest(path) && isTimeOrChance(node))
    yield 'no-ambient-time-or-chance';
};

/** `x as T` and `<T>x`; `as const` says nothing that is not so. */
const isCast = (node: ts.Node, source: ts.SourceFile): boolean =>
  (ts.isAsExpression(node) && node.type.getText(source) !== 'const') ||
  ts.isTypeAssertionExpression(node);

/** What a barrel gives away without a name. */
const isExportStar = (node: ts.Node): boolean =>
  ts.isExportDeclaration(node) && (!node.exportClause || ts.isNamespaceExport(node.exportClause));

/** The domain is told the time and the dice: it never asks. */
const isTimeOrChance = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) ||
  (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) ||
  (ts.isPropertyAccessExpression(node) &&
    ((isNamed(node.expression, 'Date') && node.name.text === 'now') ||
      (isNamed(node.expression, 'Math') && node.name.text === 'random')));

const isNamed = (node: ts.Node, name: string): boolean =>
  ts.isIdentifier(node) && node.text === name;

/**
 * A rule that is in the way is changed for everybody, with its reason, or obeyed. Tests alone may
 * say that something does not compile.
 */
const suppression = (path: string): RegExp =>
  isTest(path)
    ? /^\/.\s*(?:oxlint-disable|eslint-disable|biome-ignore|@ts-ignore|@ts-nocheck)/
    : /^\/.\s*(?:oxlint-disable|eslint-disable|biome-ignore|@ts-ignore|@ts-nocheck|@ts-expect-error)/;

/** What is in every suppression, whether or not that is in a comment. */
const anySuppression =
  /oxlint-disable|eslint-disable|biome-ignore|@ts-ignore|@ts-nocheck|@ts-expect-error/;

const isTest = (path: string): boolean => path.endsWith('.test.ts');

import { err, ok, type Result } from '@tenantry/domain';
import { type PostgresUrl, parsePostgresUrl } from './postgres-url.ts';

export type DatabaseUrl =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | PostgresUrl;

const forms = 'sqlite:PATH, postgres://USER@HOST/DATABASE or memory:';

/** Reads the URL of a database; else says what is wrong, without the text itself. */
export const parseDatabaseUrl = (url: string): Result<DatabaseUrl, string> => {
  if (url === 'memory:') return ok({ kind: 'memory' });
  if (/^postgres(ql)?:/i.test(url)) return parsePostgresUrl(url);
  const file = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (file === undefined) return err(`must be ${forms}`);
  // Names that SQLite reads as something else than a file, and a host where none can be.
  if (file === ':memory:' || file.startsWith('file:') || file.includes('\0'))
    return err('must name a file; for a database in memory say memory:');
  if (/^\/\/[^/]/.test(file)) return err('must be sqlite:PATH, without // before a relative path');
  return ok({ kind: 'sqlite', file: file.replace(/^\/\/\//, '/') });
};

import { type Failure, issue, type Path } from '@tenantry/domain';
import { failureText } from '../ending/failure-text.ts';

/** What is wrong with a row; `code` is an issue's, or the kind of the outcome. */
export interface RowIssue {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
}

/** An outcome as issues, each with a place in the row; an empty one is the row as a whole. */
export const issuesOfFailure = (failure: Failure): readonly RowIssue[] => {
  switch (failure.kind) {
    case 'Invalid':
      return failure.issues.length > 0 ? failure.issues : [issue([], 'format')];
    case 'ParentNotFound':
    case 'ParentMayNotHave':
    case 'ParentInactive':
    case 'TooDeep':
      return [{ path: failure.path, code: failure.kind, message: failureText(failure) }];
    case 'AccountNotFound':
      return [{ path: ['parent'], code: 'ParentNotFound', message: parentText }];
    case 'EmailTaken':
    case 'UserNameTaken':
    case 'NameTaken':
    case 'ReferenceTaken':
    case 'AddressTaken':
    case 'AppNameTaken':
      return [failure, ...(failure.also ?? [])].map(({ kind, path }) => ({
        path,
        code: kind,
        message: 'is in use already',
      }));
    case 'IdempotencyKeyReused':
      return [{ path: ['key'], code: failure.kind, message: 'was the key of another row before' }];
    default:
      return [{ path: [], code: failure.kind, message: failureText(failure) }];
  }
};

const parentText = failureText({ kind: 'ParentNotFound', path: [] });

import { describe, expect, it } from 'vitest';
import { emptyNames } from './names.ts';
import { repository, writtenFilesOf } from './sources.ts';

describe('names of files and folders', () => {
  it.each([
    'packages/domain/src/utils/text.ts',
    'packages/domain/src/util.ts',
    'packages/http/src/common/errors.ts',
    'packages/http/src/http-helpers.ts',
    'packages/http/helper/x.ts',
    'packages/adapters/sql/src/repository-base.ts',
    'packages/adapters/base/index.ts',
    'packages/domain/src/customer/customer.service.ts',
    'packages/domain/src/customer/service.test.ts',
    'packages/domain/src/services/customer.ts',
    'packages/domain/src/account-manager.ts',
  ])('refuse %s', (path) => {
    expect(emptyNames([path])).toEqual([path]);
  });

  it.each([
    'packages/domain/src/values/common-passwords.ts',
    'packages/domain/src/values/base32.ts',
    'packages/domain/src/access/last-manages.ts',
    'packages/http/src/service-unavailable.ts',
    '.ci/run',
  ])('take %s', (path) => {
    expect(emptyNames([path])).toEqual([]);
  });

  it('say what is in them, all of them', () => {
    expect(emptyNames(writtenFilesOf(repository))).toEqual([]);
  });
});

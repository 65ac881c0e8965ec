/** What is said of all operations at once. */
export const about = {
  title: 'Tenantry',
  // That of this package: a test holds it against package.json.
  version: '0.1.0',
  license: { name: 'MIT', identifier: 'MIT' },
  description: [
    'Opens accounts on behalf of others: child customers, sub-partners, sub-accounts. Our own',
    'interface is under `/v1`; the others are those that their vendors have published, each with its',
    'own words and its own form of errors.',
    '',
    'Every reply has an `X-Request-Id`, also in its body where the interface has a place for it. GET',
    'answers HEAD as well, and OPTIONS says in `Allow` what a path takes; any other method is a 405',
    'with the same header. A body may have 1 MiB, and is in UTF-8. What is no request at all is',
    'refused with 400, 408, 413, 417 or 431 before anything is looked up.',
    '',
    'More may come: operations, fields in replies, codes of errors. Nothing of what is described',
    'here goes away under its path.',
  ].join('\n'),
};

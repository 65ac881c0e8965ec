/** Stands for packages that these tests can do without: loading them is most of a mutant's time. */
const elsewhere = (): never => {
  throw new Error('these tests are told in memory alone');
};

export {
  elsewhere as createHttp,
  elsewhere as emptyDatabase,
  elsewhere as onServer,
  elsewhere as openPostgres,
  elsewhere as openSqlite,
};

/** What whoever opens an installation of the bench says of it, beside where its database is. */
export const installation = {
  publicUrl: 'http://localhost:8080',
  secret: 'of no use to anybody outside of it',
} as const;

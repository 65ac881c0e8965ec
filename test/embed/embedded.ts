/** The programs of docs/embed.md, in its order, and what each prints. */
export const embedded = [
  { name: 'sqlite', program: 'examples/embedded-sqlite/main.ts', prints: /^First Customer\n/ },
  { name: 'pg', program: 'examples/embedded-pg/main.ts', prints: /^First Customer\n/ },
  { name: 'kysely', program: 'examples/embedded-kysely/main.ts', prints: /^First Customer\n/ },
  {
    name: 'transaction',
    program: 'examples/embedded-transaction/main.ts',
    prints: /^First Customer\n/,
  },
  {
    name: 'mailer',
    program: 'examples/embedded-mailer/main.ts',
    prints:
      /^to jane\.doe@example\.com: Invitation to First Customer.*\nFirst Customer \{ sent: 1, failed: 0 \}\n/,
  },
  {
    name: 'inversify',
    program: 'examples/embedded-inversify/main.ts',
    prints: /^First Customer\n2030-01-01T00:00:00\.000Z\n/,
  },
  {
    name: 'test',
    program: 'examples/embedded-test/main.ts',
    prints: /00000000-0000-7000-8000-[\s\S]*Invitation to First Customer[\s\S]*LinkVoid/,
  },
  {
    name: 'commonjs',
    program: 'examples/embedded-commonjs/main.cjs',
    prints: /^First Customer\n/,
  },
] as const;

import type pg from 'pg';

/** As much of the client of an interactive transaction of Prisma's as is asked for. */
export interface PrismaTransaction {
  $queryRawUnsafe(text: string, ...values: unknown[]): Promise<object[]>;
  $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number>;
}

/** The interface of Prisma's interactive transactions, over pg: this example needs no engine. */
export const prismaLike = (pool: pg.Pool) => ({
  $transaction: async <T>(work: (tx: PrismaTransaction) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let isOver = false;
    const run = async (text: string, values: unknown[]) => {
      if (isOver) throw new Error('Transaction already closed');
      return client.query<Record<string, unknown>>(text, values);
    };
    try {
      await client.query('BEGIN');
      const result = await work({
        $queryRawUnsafe: async (text, ...values) => (await run(text, values)).rows,
        $executeRawUnsafe: async (text, ...values) => (await run(text, values)).rowCount ?? 0,
      });
      isOver = true;
      await client.query('COMMIT');
      return result;
    } catch (fault) {
      isOver = true;
      await client.query('ROLLBACK');
      throw fault;
    } finally {
      client.release();
    }
  },
});

/** Lines that are shown in good time, and all of them in the end. */
export interface Printer {
  readonly line: (text: string) => void;
  readonly end: () => Promise<void>;
}

/**
 * Lines are handed on together once the event loop turns. A reader may take its time with them, and
 * the process waits for it: that must never be while a unit of work holds the database.
 */
export const printer = (out: (text: string) => void): Printer => {
  let waiting = '';
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    if (text !== '') out(text);
  };
  return {
    line: (text) => {
      if (waiting === '') setImmediate(flush);
      waiting += `${text}\n`;
    },
    end: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      flush();
    },
  };
};

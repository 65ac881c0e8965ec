import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of ours that answers one question after the other. */
export interface Answering<Question, Answer> {
  readonly pid: number;
  readonly ask: (question: Question) => Promise<Answer>;
  /** Asks it to end, and waits until it has. */
  readonly end: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

type Said<Answer> = { readonly answer: Answer } | { readonly fault: string };

export interface Started {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** A program, with what it is told, that starts Node.js in its turn and watches it, as strace does. */
  readonly under?: readonly string[];
}

/** Starts a module of the bench as a process of its own; `answering` is what it calls. */
export const started = <Question extends Serializable, Answer>(
  module: URL,
  { arguments: given = [], environment = {}, nodeOptions = [], under = [] }: Started = {},
): Answering<Question, Answer> => {
  const [execPath, ...told] = [...under, process.execPath];
  const child = fork(fileURLToPath(module), [...given], {
    env: { ...process.env, ...environment },
    execPath,
    execArgv: [...told, ...nodeOptions],
    // What is printed is the table: nothing else may stand on the standard output.
    stdio: ['ignore', 2, 2, 'ipc'],
    serialization: 'advanced',
  });
  const gone = once(child, 'exit');
  const end = async () => {
    if (child.connected) child.disconnect();
    await gone;
  };
  const ask = (question: Question) => asked<Question, Answer>(child, question);
  return { pid: child.pid ?? 0, ask, end, [Symbol.asyncDispose]: end };
};

const asked = <Question extends Serializable, Answer>(
  child: ChildProcess,
  question: Question,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const lost = () => reject(new Error(`process ${child.pid} ended before it answered`));
    child.once('exit', lost);
    // The one cast here: both ends are of this package.
    child.once('message', (message) => {
      child.off('exit', lost);
      const said = message as Said<Answer>;
      if ('fault' in said) reject(new Error(said.fault));
      else resolve(said.answer);
    });
    child.send(question);
  });

/** What a started module does: answers each question in turn, and tidies up when it is let go. */
export const answering = <Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
  tidy: () => Promise<void> = async () => undefined,
): void => {
  const send = (said: Said<Answer>) => process.send?.(said);
  let last: Promise<unknown> = Promise.resolve();
  process.on('message', (question: Question) => {
    last = last.then(() =>
      answer(question).then(
        (value) => send({ answer: value }),
        (fault: unknown) =>
          send({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
      ),
    );
  });
  process.once('disconnect', () => {
    void last.then(tidy).finally(() => process.exit());
  });
};

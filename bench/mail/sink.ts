import { started } from '../processes.ts';

/** What a sink has taken since it was asked the last time. */
export interface Taken {
  readonly messages: number;
  readonly bytes: number;
}

export type SinkQuestion = 'port' | 'taken';
export type SinkAnswer = number | Taken;

export interface Sink extends AsyncDisposable {
  readonly port: number;
  readonly taken: () => Promise<Taken>;
}

/** An SMTP server in a process of its own, which takes every message, and counts it. */
export const startSink = async (): Promise<Sink> => {
  const sinking = started<SinkQuestion, SinkAnswer>(new URL('sinking.ts', import.meta.url));
  const taken = async () => {
    const answer = await sinking.ask('taken');
    if (typeof answer === 'number') throw new Error('the sink has not said what it took');
    return answer;
  };
  try {
    const port = await sinking.ask('port');
    if (typeof port !== 'number') throw new Error('the sink has no port');
    return { port, taken, [Symbol.asyncDispose]: sinking.end };
  } catch (fault) {
    await sinking.end();
    throw fault;
  }
};

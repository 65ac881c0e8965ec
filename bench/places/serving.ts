/** The process of a server that is measured. */
import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';
import { eventLoopLag, listen, loopFirst } from '@tenantry/http/node';
import { answering } from '../processes.ts';
import { installation } from './installation.ts';
import { masterOf } from './master.ts';
import type { ServerAnswer, ServerQuestion, Serving } from './server.ts';
import { usage } from './usage.ts';

const tidying: (() => Promise<void>)[] = [];
const { taken } = usage();

const serve = async ({ mail = 'console:', master, ...store }: Serving): Promise<ServerAnswer> => {
  const { app, close, ready } = await openApplication({
    ...installation,
    ...store,
    mail,
    migrate: 'auto',
  });
  tidying.push(close);
  const { lag, stop } = eventLoopLag();
  await loopFirst();
  tidying.push(async () => stop());
  const http = createHttp(app, { ready, overload: { lag } });
  const server = await listen(http, { port: 0 });
  tidying.push(
    () => server.close(0),
    async () => http.end(),
  );
  return { url: server.url, master: master ?? (await masterOf(app)) };
};

answering<ServerQuestion, ServerAnswer>(
  async (question) => (question === 'taken' ? taken() : serve(question.serve)),
  async () => {
    for (const tidy of tidying.toReversed()) await tidy();
  },
);

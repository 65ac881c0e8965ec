import { alternating } from '../alternate.ts';
import { startBareMail } from '../bare/mail.ts';
import { startRelay } from '../mail/relay.ts';
import { startSink, type Taken } from '../mail/sink.ts';
import { newFolder } from '../places/folder.ts';
import type { Comparison } from '../row.ts';

/** Mails that are owed in a database, beside mails that nobody keeps account of. */
export const relay: Comparison<'mails'> = {
  rows: {
    mails: {
      name: 'relay: mails per second to a local SMTP sink',
      against: 'nodemailer pooled alone',
      bar: { atLeast: 0.7 },
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    await using sink = await startSink();
    await using relay = await startRelay({
      database: `sqlite:${folder.file('ours.db')}`,
      mail: `smtp://127.0.0.1:${sink.port}?tls=never`,
    });
    await using bare = startBareMail();
    const mails = extent.some(1000);
    await sink.taken();
    const ours = async () => {
      await relay.owe(mails);
      const perSecond = await relay.deliver(mails);
      return { perSecond, each: eachOf(await sink.taken(), mails) };
    };
    const theirs = async () => {
      const perSecond = await bare.run({ port: sink.port, mails });
      return { perSecond, each: eachOf(await sink.taken(), mails) };
    };
    const seen = await alternating(extent, ours, theirs);
    demandAlike(seen);
    return {
      mails: {
        unit: 'mails/s',
        ours: seen.ours.map(({ perSecond }) => perSecond),
        theirs: seen.theirs.map(({ perSecond }) => perSecond),
      },
    };
  },
};

/** Bytes of a mail. */
function eachOf({ messages, bytes }: Taken, mails: number): number {
  if (messages !== mails) throw new Error(`${messages} of ${mails} mails arrived`);
  return bytes / messages;
}

/** Which of them sends less must not be what is measured. */
function demandAlike(
  seen: Readonly<Record<'ours' | 'theirs', readonly { readonly each: number }[]>>,
): void {
  const [ours = 0] = seen.ours.map(({ each }) => each);
  const [theirs = 0] = seen.theirs.map(({ each }) => each);
  if (Math.abs(ours - theirs) > ours / 50)
    throw new Error(`a mail of ours has ${ours} bytes and one of theirs ${theirs}`);
}

import { asciiAddress, EmailAddress } from '@tenantry/domain';
import fc from 'fast-check';
import { emailAddresses } from '../arbitraries/email.ts';
import { faultyEmailAddresses } from '../arbitraries/email-faults.ts';
import { demand, same } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { MailerLaw } from './trial.ts';

const atOnce = 20;

/** To whom mail goes, and to whom it does not. */
export const recipientLaws = (law: MailerLaw): readonly Law[] => [
  law('a letter arrives once, at its address and at no other', async (trial) => {
    const letter = trial.letter();
    same(await trial.send(letter), { kind: 'sent' }, 'a letter that can be sent is sent');
    const arrived = await trial.delivered();
    same(
      arrived.map(({ to }) => to),
      [[letter.to.address]],
      'it arrived otherwise',
    );
  }),

  law('any address is sent to as it is written', (trial) =>
    fc.assert(
      fc.asyncProperty(emailAddresses(), async (given) => {
        const before = (await trial.delivered()).length;
        const address = asciiAddress(EmailAddress.parse(given));
        same(await trial.send(trial.letter({ to: { address } })), { kind: 'sent' }, address);
        const arrived = (await trial.delivered()).filter(({ to }) =>
          to.some((mailbox) => isMailbox(mailbox, address)),
        );
        demand(arrived.length > 0, `nothing arrived at ${address}`);
        demand((await trial.delivered()).length === before + 1, 'more arrived than was sent');
      }),
      { numRuns: 20 },
    ),
  ),

  law('what is no address goes to nobody, and is refused', async (trial) => {
    const texts = [...notAddresses, ...fc.sample(noAddresses(), 20)];
    for (const address of texts) {
      const outcome = await trial.send(trial.letter({ to: { address } }));
      const what = `what stands in the place of an address: ${JSON.stringify(address)}`;
      same(outcome.kind, 'refused', what);
      same(
        (await trial.delivered()).map(({ to }) => to),
        [],
        what,
      );
    }
  }),

  law('a name has no power over where mail goes', async (trial) => {
    for (const name of hostileNames) {
      const { letter, send, delivered } = trial;
      const before = (await delivered()).length;
      const hostile = letter({ to: { name }, accountName: name, brand: name });
      same(await send(hostile), { kind: 'sent' }, `a letter to ${JSON.stringify(name)}`);
      const arrived = await delivered();
      demand(arrived.length === before + 1, `${JSON.stringify(name)} made more than one message`);
      const astray = arrived.filter(({ to }) => to.some((mailbox) => !own.test(mailbox)));
      same(astray, [], `${JSON.stringify(name)} sent mail to somebody else`);
    }
  }),

  law(
    `${atOnce} letters at once arrive each at its own address with its own link`,
    async (trial) => {
      const letters = Array.from({ length: atOnce }, () => trial.letter());
      const outcomes = await Promise.all(letters.map(trial.send));
      demand(
        outcomes.every(({ kind }) => kind === 'sent'),
        'not all were sent',
      );
      const arrived = await trial.delivered();
      const pairs = letters.map(({ to, link }) => {
        const found = arrived.filter(({ text }) => text.includes(link));
        return { found: found.map((message) => message.to), expected: [[to.address]] };
      });
      for (const { found, expected } of pairs) same(found, expected, 'a link went to another');
    },
  ),
];

/** The domain in any letter case: it names the same host. */
function isMailbox(found: string, address: string): boolean {
  const at = address.lastIndexOf('@');
  return (
    found.slice(0, at) === address.slice(0, at) &&
    found.slice(at).toLowerCase() === address.slice(at).toLowerCase()
  );
}

/** Those of these letters, whatever their number. */
const own = /^person\.[0-9]+@example\.com$/;

/** What libraries take for an address, split into several, or turn into another. */
const notAddresses = [
  '',
  'v',
  'v@ok.test, x@evil.test',
  'v@ok.test,x@evil.test',
  'v@ok.test;x@evil.test',
  'v@ok.test\uff20evil.test',
  'm\u0131ke@ok.test',
  '"user"@ok.test(x)evil.test',
  '@relay.test:v@ok.test',
  'v@[127.0.0.1]',
  'v@ok.test\r\nBcc: x@evil.test',
  'v@ok.test> <x@evil.test',
  'V <v@ok.test>',
  'v@ok.test@evil.test',
];

const noAddresses = (): fc.Arbitrary<string> =>
  faultyEmailAddresses().map(({ input }) => (typeof input === 'string' ? input : 'none'));

const hostileNames = [
  'Jane\r\nBcc: x@evil.test',
  'Jane\nBcc: x@evil.test\n\nbody',
  'Jane\r\n.\r\nRCPT TO:<x@evil.test>',
  '" <x@evil.test>, "',
  'Jane <x@evil.test>',
  'Jane, x@evil.test; y@evil.test:',
  '=?utf-8?Q?=0D=0ABcc:_x@evil.test?=',
  'J\u00e4n\u0119 \u{1f3e0}\u2028Bcc: x@evil.test',
];

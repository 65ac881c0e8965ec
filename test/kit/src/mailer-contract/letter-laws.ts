import type { Letter } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { Delivered, MailerLaw, MailerTrial } from './trial.ts';

/** What arrives. */
export const letterLaws = (law: MailerLaw): readonly Law[] => [
  law('the link arrives whole, once, and is the only one', async (trial) => {
    for (const link of links) {
      const { text } = await arrivedOf(trial, { link });
      const found = text.match(/https?:\/\/\S+/g) ?? [];
      same(found, [link], 'the links of the text are others');
    }
  }),

  law('it says for whom it is, to which account, and of which installation', async (trial) => {
    const { subject, text } = await arrivedOf(trial);
    for (const name of ['Person 1', 'Example Account', 'Example Brand'])
      demand(`${subject}\n${text}`.includes(name), `nothing of it says ${name}`);
  }),

  law('its subject is one line that says something, and not the link', async (trial) => {
    for (const name of ['Example Account', 'Example\r\nAccount', 'Example\u2028Account']) {
      const parts = { accountName: name, brand: name };
      const { subject } = await arrivedOf(trial, parts);
      demand(/\S/.test(subject), 'the subject is empty');
      demand(!/[\r\n\u2028\u2029]/.test(subject), `it has several lines: ${show(subject)}`);
      demand(!/:\/\//.test(subject), 'a link is in the subject, which mail programs show and log');
    }
  }),

  law('a letter that is sent again is known for a copy, and another is not', async (trial) => {
    const [letter, other] = [trial.letter(), trial.letter()];
    for (const each of [letter, letter, other])
      same(await trial.send(each), { kind: 'sent' }, 'a letter that can be sent is sent');
    const arrived = await trial.delivered();
    const idsAt = (address: string) =>
      new Set(arrived.filter(({ to }) => to.includes(address)).map(({ id }) => id));
    const [copies, others] = [idsAt(letter.to.address), idsAt(other.to.address)];
    same([copies.size, others.size], [1, 1], `copies have different ids: ${show([...copies])}`);
    demand(![...others].some((id) => copies.has(id)), 'two messages have one id');
  }),
];

const links = [
  'https://accounts.example.com/invitations/-_k3lVQ0aB9xZ7mN2cD4eF6gH8iJ0kL1pQ2rS3tU4vW5',
  'http://localhost:8080/invitations/a-b_c',
  `https://accounts.example.com/t%20e/~x/invitations/${'Ab3-_'.repeat(40)}`,
  'https://accounts.example.com/invitations/=3D.&=',
];

/** The one message that arrived of a letter, parts of it as they are wished. */
async function arrivedOf(
  { letter, send, delivered }: MailerTrial,
  parts: Partial<Pick<Letter, 'link' | 'accountName' | 'brand'>> = {},
): Promise<Delivered> {
  const sent = letter(parts);
  same(await send(sent), { kind: 'sent' }, 'a letter that can be sent is sent');
  const [arrived, another] = (await delivered()).filter(({ to }) => to.includes(sent.to.address));
  if (arrived === undefined || another !== undefined)
    throw new Error('a letter that was sent once did not arrive once');
  return arrived;
}

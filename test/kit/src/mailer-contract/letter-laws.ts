import type { Letter } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { Delivered, Invitation, MailerLaw, MailerTrial } from './trial.ts';

/** What arrives. */
export const letterLaws = (law: MailerLaw): readonly Law[] => [
  law('the link arrives whole, once, and is the only one', async (trial) => {
    for (const link of links) {
      const { text } = await arrivedOf(trial, { link });
      const found = text.match(/https?:\/\/\S+/g) ?? [];
      same(found, [link], 'the links of the text are others');
    }
  }),

  law('each kind of letter arrives, for its recipient and with its link', async (trial) => {
    for (const letter of ofOtherKinds(trial)) {
      const { subject, text } = await arrived(trial, letter);
      const found = text.match(/https?:\/\/\S+/g) ?? [];
      same(found, [letter.link], `the links of ${letter.kind} are others`);
      demand(/\S/.test(subject), `${letter.kind} has an empty subject`);
      for (const name of [letter.to.name, letter.brand])
        demand(`${subject}\n${text}`.includes(name), `nothing of ${letter.kind} says ${name}`);
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
    const all = await trial.delivered();
    const idsAt = (address: string) =>
      new Set(all.filter(({ to }) => to.includes(address)).map(({ id }) => id));
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

const ofOtherKinds = ({ letter }: MailerTrial): readonly Letter[] => {
  const [one, other] = [letter(), letter()];
  const { brand, until } = one;
  return [
    { kind: 'passwordReset', id: one.id, to: one.to, brand, link: one.link, until },
    { kind: 'passwordChanged', id: other.id, to: other.to, brand, link: other.link },
  ];
};

/** The one message that arrived of an invitation, parts of it as they are wished. */
const arrivedOf = (
  trial: MailerTrial,
  parts: Partial<Pick<Invitation, 'link' | 'accountName' | 'brand'>> = {},
): Promise<Delivered> => arrived(trial, trial.letter(parts));

/** The one message that arrived of a letter. */
async function arrived({ send, delivered }: MailerTrial, letter: Letter): Promise<Delivered> {
  same(await send(letter), { kind: 'sent' }, 'a letter that can be sent is sent');
  const [found, another] = (await delivered()).filter(({ to }) => to.includes(letter.to.address));
  if (found === undefined || another !== undefined)
    throw new Error('a letter that was sent once did not arrive once');
  return found;
}

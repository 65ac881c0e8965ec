import type { Letter } from '@tenantry/domain';
import type { OpenedMailer } from '@tenantry/testing';
import { oneLine, type Toy, toyMailer } from './broken-mailers/toy-mailer.ts';

export interface BrokenMailer {
  readonly fault: string;
  readonly open: () => OpenedMailer;
  /** The law that is meant to catch it. */
  readonly caughtBy: string;
}

const broken = (fault: string, wrong: () => Partial<Toy>, caughtBy: string): BrokenMailer => ({
  fault,
  caughtBy,
  open: () => toyMailer(wrong()),
});

const arrives = 'a letter arrives once, at its address and at no other';
const anyAddress = 'any address is sent to as it is written';
const noAddress = 'what is no address goes to nobody, and is refused';
const names = 'a name has no power over where mail goes';
const together = '20 letters at once arrive each at its own address with its own link';
const whole = 'the link arrives whole, once, and is the only one';
const copies = 'a letter that is sent again is known for a copy, and another is not';
const kinds = 'each kind of letter arrives, for its recipient and with its link';
const subject = 'its subject is one line that says something, and not the link';
const refused = 'why a letter is refused tells nothing of it';
const cutOff = 'while nobody carries mail a letter has failed, which is an answer';

const own = ({ to }: Letter): readonly string[] => [to.address];

/** Mailers by which links get into wrong hands, or nowhere. */
export const brokenMailers: readonly BrokenMailer[] = [
  broken('sends nothing, and says it did', () => ({ copies: 0 }), arrives),
  broken('sends twice', () => ({ copies: 2 }), arrives),
  broken(
    'keeps the sender informed',
    () => ({ recipients: (letter) => [...own(letter), 'no-reply@example.com'] }),
    arrives,
  ),
  broken(
    'writes local parts in lower case',
    () => ({ recipients: ({ to: { address } }) => [address.toLowerCase()] }),
    anyAddress,
  ),
  broken(
    'leaves a tag out',
    () => ({ recipients: ({ to: { address } }) => [address.replace(/\+[^@]*/, '')] }),
    anyAddress,
  ),
  broken(
    'sends to each of a list',
    () => ({ recipients: ({ to: { address } }) => address.split(/[,;]\s*/) }),
    noAddress,
  ),
  broken(
    'folds what looks like an at sign',
    () => ({ recipients: ({ to: { address } }) => [address.normalize('NFKC')] }),
    noAddress,
  ),
  broken(
    'tries what is no address again and again',
    () => ({
      refusal: () => {
        throw new Error('no such address');
      },
    }),
    noAddress,
  ),
  broken(
    'believes a header in a name',
    () => ({
      recipients: (letter) => [
        ...own(letter),
        ...(/Bcc: (\S+)/.exec(letter.to.name)?.slice(1) ?? []),
      ],
    }),
    names,
  ),
  broken(
    'takes an address out of a name',
    () => ({
      recipients: ({ to: { name, address } }) => [/<(\S+)>/.exec(name)?.[1] ?? address],
    }),
    names,
  ),
  broken(
    'gives a link to whoever was first',
    () => {
      let first: string | undefined;
      return { text: ({ link }) => (first ??= link) };
    },
    together,
  ),
  broken(
    'breaks long lines',
    () => ({ text: ({ link }) => link.replace(/(.{76})/g, '$1=\n') }),
    whole,
  ),
  broken('escapes for HTML', () => ({ text: ({ link }) => link.replaceAll('&', '&amp;') }), whole),
  broken('says the link twice', () => ({ text: ({ link }) => `${link}\n${link}` }), whole),
  broken(
    'puts a full stop behind the link',
    () => ({ text: ({ link }) => `Go to ${link}.` }),
    whole,
  ),
  broken(
    'tells nobody whom it is for',
    () => ({ text: ({ link }) => `join Example Account: ${link}` }),
    'it says for whom it is, to which account, and of which installation',
  ),
  broken(
    'has words for invitations alone',
    () => ({
      text: ({ kind, to: { name }, link }) =>
        kind === 'invitation' ? `${oneLine(name)}, join Example Account: ${link}` : oneLine(name),
    }),
    kinds,
  ),
  broken('makes another message of each try', () => ({ idOf: (_, sent) => `${sent}` }), copies),
  broken('gives all messages one id', () => ({ idOf: () => 'id' }), copies),
  broken(
    'repeats the address in its reason',
    () => ({ refusal: ({ to: { address } }) => `no such address: ${address}` }),
    refused,
  ),
  broken(
    'tells the domain in its reason',
    () => ({ refusal: ({ to: { address } }) => `unknown host: ${address.split('@').at(-1)}` }),
    refused,
  ),
  broken('shows the link in the subject', () => ({ subject: ({ link }) => link }), subject),
  broken('has no subject', () => ({ subject: () => ' ' }), subject),
  broken(
    'puts a name into the subject as it is',
    () => ({ subject: ({ brand }) => `Invitation by ${brand}` }),
    subject,
  ),
  broken(
    'throws while nobody carries mail',
    () => ({
      cutOff: () => {
        throw new Error('connection refused');
      },
    }),
    cutOff,
  ),
  broken(
    'says sent while nobody carries mail',
    () => ({ cutOff: () => ({ kind: 'sent' }) }),
    cutOff,
  ),
  broken(
    'gives up for good while nobody carries mail',
    () => ({ cutOff: () => ({ kind: 'refused', reason: 'nobody carries mail' }) }),
    cutOff,
  ),
  broken(
    'shows the link in its reason',
    () => ({ cutOff: ({ link }) => ({ kind: 'failed', reason: `not sent: ${link}` }) }),
    cutOff,
  ),
  broken(
    'cannot be closed twice',
    () => ({
      close: (times) => {
        if (times > 1) throw new Error('closed by now');
      },
    }),
    'closing is fine twice, and for a mailer that sent nothing',
  ),
];

import { styleText } from 'node:util';
import { noScreen, type Screen } from './screen.ts';

/** What a text is to whoever looks at it. */
export type Role = 'heading' | 'quiet' | 'good' | 'caution' | 'bad';

const styles = {
  heading: 'bold',
  quiet: 'dim',
  good: 'green',
  caution: 'yellow',
  bad: 'red',
} as const;

/** A text with the colour of its role, or as it is. */
export type Paint = (role: Role | undefined, text: string) => string;

/** Paints where the screen is coloured. What is painted has no colour of its own. */
export const paintOn = ({ isColoured }: Screen = noScreen): Paint =>
  isColoured
    ? (role, text) =>
        role === undefined ? text : styleText(styles[role], text, { validateStream: false })
    : (_, text) => text;

/** How well the status of an account, a member, a key or a message is. */
export const roleOfStatus = (status: string): Role | undefined => roles[status];

const roles: Readonly<Record<string, Role>> = {
  active: 'good',
  live: 'good',
  sent: 'good',
  invited: 'caution',
  suspended: 'caution',
  disabled: 'caution',
  due: 'caution',
  closed: 'bad',
  undeliverable: 'bad',
  revoked: 'quiet',
  expired: 'quiet',
  superseded: 'quiet',
};

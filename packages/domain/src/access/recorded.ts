import { type Channel, toChannel } from '../values/channel.ts';
import type { Caller } from './caller.ts';

/** What a request says of itself beside its proof: written down, and never believed. */
export interface Said {
  readonly channel?: string;
  readonly userName?: string;
}

const longestUserName = 255;

/** Cut to what a line of the history bears instead of being refused. */
export const recorded = ({ channel, userName }: Said): Pick<Caller, 'channel' | 'userName'> => {
  const known: Channel = toChannel(channel);
  return userName === undefined
    ? { channel: known }
    : { channel: known, userName: cleaned(userName) };
};

const cleaned = (userName: string): string =>
  [...userName.replace(/[\p{Cc}\p{Cs}]/gu, '')].slice(0, longestUserName).join('');

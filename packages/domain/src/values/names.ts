import type { z } from 'zod';
import { comparable, text } from './text.ts';

/** The display name of an account: 1-255 code points after trimming. */
export const AccountName = text(1, 255).brand<'AccountName'>();
export type AccountName = z.infer<typeof AccountName>;

/** A person's name, whole or a part of it: 1-255 code points after trimming. */
export const PersonName = text(1, 255).brand<'PersonName'>();
export type PersonName = z.infer<typeof PersonName>;

/** The company that an account works for: 1-255 code points after trimming. */
export const CompanyName = text(1, 255).brand<'CompanyName'>();
export type CompanyName = z.infer<typeof CompanyName>;

/** The name a person signs in by, unique in the installation without regard to case. */
export const UserName = text(1, 255).brand<'UserName'>();
export type UserName = z.infer<typeof UserName>;

/** The form in which user names are compared: NFC and lower case. */
export const userNameKey = (name: string): string => comparable(comparable(name).toLowerCase());

/** The name of an app: 1-255 code points after trimming. */
export const AppName = text(1, 255).brand<'AppName'>();
export type AppName = z.infer<typeof AppName>;

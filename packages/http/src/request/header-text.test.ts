import { expect, it } from 'vitest';
import { headerText } from './header-text.ts';

const arrived = (text: string) =>
  headerText(new Headers({ name: Buffer.from(text).toString('latin1') }), 'name');

it('reads UTF-8 where that is what was sent, and leaves other bytes alone', () => {
  expect(arrived('José 日本')).toBe('José 日本');
  expect(arrived('plain')).toBe('plain');
  expect(headerText(new Headers({ name: 'Jos\u00e9' }), 'name')).toBe('Jos\u00e9');
  expect(headerText(new Headers(), 'name')).toBeUndefined();
});

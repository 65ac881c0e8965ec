import { describe, expect, it } from 'vitest';
import { screenOf } from './screen.ts';

const terminal = { isTTY: true, columns: 100 };
const utf8 = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };

describe('what a stream goes to', () => {
  it.each([
    ['a terminal', terminal, utf8, { columns: 100, isColoured: true, isUtf8: true }],
    ['a pipe', {}, utf8, { isColoured: false, isUtf8: true }],
    ['one that says no width', { isTTY: true, columns: 0 }, utf8, { columns: 80 }],
    ['NO_COLOR', terminal, { ...utf8, NO_COLOR: '1' }, { isColoured: false }],
    ['NO_COLOR that is empty', terminal, { ...utf8, NO_COLOR: '' }, { isColoured: true }],
    ['FORCE_COLOR in a pipe', {}, { FORCE_COLOR: '1' }, { isColoured: true }],
    ['FORCE_COLOR=0', terminal, { ...utf8, FORCE_COLOR: '0' }, { isColoured: false }],
    ['both', {}, { FORCE_COLOR: '1', NO_COLOR: '1' }, { isColoured: true }],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, { isColoured: false, isUtf8: false }],
    ['a locale of ASCII', terminal, { LC_ALL: 'C', LANG: 'C.UTF-8' }, { isUtf8: false }],
    ['a locale that is empty', terminal, { LC_ALL: '', LANG: 'de_DE.utf8' }, { isUtf8: true }],
  ])('%s', (_, stream, environment, screen) => {
    expect(screenOf(stream, environment, 'linux')).toMatchObject(screen);
  });
});

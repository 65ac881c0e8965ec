import { describe, expect, it } from 'vitest';
import { xmlText } from './xml-text.ts';

const document = '<Form>\u00e9</Form>';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

describe('bytes', () => {
  it.each([
    document,
    `\ufeff${document}`,
    `<?xml version="1.0" encoding="utf-8"?>${document}`,
    `\ufeff<?xml version='1.0' encoding = 'UTF-8'?>${document}`,
    `<!-- encoding="UTF-16" -->${document}`,
    '',
  ])('in UTF-8 are their text, exactly: %j', (text) => {
    expect(xmlText(utf8(text))).toEqual({ ok: true, value: text });
  });

  it.each([
    ['UTF-16LE', utf16le(`\ufeff${document}`)],
    ['UTF-16BE', utf16be(`\ufeff${document}`)],
    ['UTF-16LE without a mark', utf16le(document)],
    ['UTF-16BE without a mark', utf16be(document)],
    ['UTF-32LE', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])],
    ['UTF-32BE', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])],
    ['ISO-8859-1', Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${document}`, 'latin1')],
    ['a declared UTF-16', utf8(`<?xml version="1.0" encoding="UTF-16"?>${document}`)],
    ['a declared UTF-7', utf8(`<?xml version='1.0' encoding = 'UTF-7' ?>${document}`)],
    ['one behind a mark', utf8(`\ufeff<?xml version="1.0" encoding="latin1"?>${document}`)],
    ['a name that is not registered', utf8(`<?xml version="1.0" encoding="utf8"?>${document}`)],
  ])('that say to be in another encoding are refused: %s', (_, bytes) => {
    expect(xmlText(bytes)).toEqual({ ok: false, error: { kind: 'UnsupportedMediaType' } });
  });

  it.each([
    ['ISO-8859-1', Buffer.from(document, 'latin1')],
    ['an overlong form', Buffer.from([0x3c, 0xc0, 0xbc])],
    ['half a character', utf8(document).subarray(0, 7)],
    ['a surrogate', Buffer.from([0x3c, 0xed, 0xa0, 0x80])],
  ])('that say nothing and are no UTF-8 are a fault: %s', (_, bytes) => {
    expect(xmlText(bytes)).toMatchObject({ error: { path: [], code: 'characters' } });
  });
});

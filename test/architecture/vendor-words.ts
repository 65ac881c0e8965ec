/**
 * Words that belong to the vendor of one protocol, by the folder of that protocol. They are looked
 * for in any letter case.
 */
export const vendorWords: Readonly<Record<string, readonly string[]>> = {
  'customers-v2': ['frankie', 'customerChildId', 'additionalConfigurations'],
  'partners-v1': ['bluefin', 'shieldconex', 'Partner Supervisor', 'Client Admin'],
  'partners-v8': ['mobsted'],
  'admin-accounts-v1': [
    '2sms',
    'AccountRegisterRequest',
    'AccountRegisterResponse',
    'TimeZoneInJavaFormat',
    'ErrorReason',
    'ResponseData',
  ],
};

/** Where people are told of vendors, and where vendors' own words are sent and expected. */
const spoken =
  /^docs\/|\.md$|^packages\/http\/(?:openapi|postman)\/|^test\/protocols\/|^test\/openapi\/matrix\/protocol-rows|^test\/production\/|^bench\/load\/|^test\/architecture\/vendor-words/;

/** The vendors' words in a file that has no business with them. */
export const vendorWordsIn = (path: string, text: string): readonly string[] =>
  spoken.test(path)
    ? []
    : Object.entries(vendorWords)
        .filter(([folder]) => !path.startsWith(`packages/http/src/protocols/${folder}/`))
        .flatMap(([, words]) => words.filter((word) => says(text, word) || says(path, word)));

/** A word that begins with a digit is nobody's unless it stands alone: data is full of such. */
const says = (text: string, word: string): boolean =>
  new RegExp(/^\d/.test(word) ? `(?<![a-z0-9])${word}(?![a-z0-9])` : word, 'i').test(text);

/**
 * Of the media types that a reply can have, the one that `Accept` wants most (RFC 9110, 12.5.1); the
 * first of them where it wants none, or is not there. Of equal wishes the one that is named more
 * exactly decides, then the one that is named first. Parameters other than `q` are not looked at.
 */
export const preferredType = <Type extends string>(
  headers: Headers,
  offered: readonly [Type, ...Type[]],
): Type => {
  const ranges = (headers.get('Accept') ?? '').split(',').flatMap(rangesIn);
  const [preferred] = offered
    .flatMap((type) => wishesFor(type, ranges))
    .filter(({ quality }) => quality > 0)
    .toSorted(
      (one, other) =>
        other.quality - one.quality || other.exactness - one.exactness || one.place - other.place,
    );
  return preferred?.type ?? offered[0];
};

interface Range {
  readonly name: string;
  readonly quality: number;
}

/** None where it cannot be read. */
function rangesIn(text: string): readonly Range[] {
  const [name = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter)) ?? 'q=1';
  const quality = weight.slice(weight.indexOf('=') + 1).trim();
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality)
    ? [{ name, quality: Number(quality) }]
    : [];
}

interface Wish<Type> extends Omit<Range, 'name'> {
  readonly type: Type;
  readonly exactness: number;
  readonly place: number;
}

/** What the range that names a type most exactly says of it, if any does. */
function wishesFor<Type extends string>(
  type: Type,
  ranges: readonly Range[],
): readonly Wish<Type>[] {
  const names = ['*/*', `${type.slice(0, type.indexOf('/'))}/*`, type];
  for (const exactness of [2, 1, 0]) {
    const place = ranges.findIndex(({ name }) => name === names[exactness]);
    const range = ranges[place];
    if (range !== undefined) return [{ type, quality: range.quality, exactness, place }];
  }
  return [];
}

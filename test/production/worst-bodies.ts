const most = 1_048_576;

/** As many parts as there is room for. */
const filled = (head: string, part: (number: number) => string, tail: string): string => {
  const parts = [head];
  let length = head.length + tail.length;
  for (let number = 0; ; number++) {
    const next = part(number);
    length += next.length;
    if (length > most) return parts.join('') + tail;
    parts.push(next);
  }
};

/** What takes longest to be found wrong, of what has the size that a body may have. */
export const worstJson = filled(
  '{"kind":"customer","name":"x","configurations":{"a":{}',
  (number) => `,"${number}":{}`,
  '}}',
);
export const worstXml = filled(
  '<AccountRegister>',
  (number) => `<a${number}/>`,
  '</AccountRegister>',
);

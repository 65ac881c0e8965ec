/**
 * A text that must not be seen: it prints itself, and serialises itself, as `[redacted]`.
 * Only `reveal` gives it out.
 */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const redacted = () => '[redacted]';

export const secret = (value: string): Secret =>
  Object.freeze({
    reveal: () => value,
    toString: redacted,
    toJSON: redacted,
    // What Node's console and inspector ask; a plain symbol elsewhere.
    [Symbol.for('nodejs.util.inspect.custom')]: redacted,
  });

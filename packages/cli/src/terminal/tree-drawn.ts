import { type AccountView, depthOf } from '@tenantry/domain';
import { onOneLine } from './on-one-line.ts';
import { paintOn, roleOfStatus } from './paint.ts';
import type { Screen } from './screen.ts';
import type { Surroundings } from './surroundings.ts';
import { cutTo, widthOf } from './text-width.ts';

/** So many accounts are looked at together. */
const together = 200;
/** As much of a name as is shown however narrow the terminal is. */
const least = 12;

const lines = { branch: '├── ', last: '└── ', past: '│   ', gone: '    ', ellipsis: '…' };
const ascii = { branch: '|-- ', last: '`-- ', past: '|   ', gone: '    ', ellipsis: '...' };

/**
 * Draws accounts that come parents first, each followed by all that is beneath it, in constant
 * memory. Whether an account is the last beneath its parent shows in what comes after it; where that
 * is further away than what is looked at together, `goesOn` tells whether another one comes: it is
 * asked for an account or two of two hundred, one for each level at most.
 */
export const drawTree = async (
  nodes: AsyncIterable<AccountView>,
  goesOn: (node: AccountView) => Promise<boolean>,
  { out }: Pick<Surroundings, 'out'>,
  screen: Screen,
): Promise<void> => {
  const strokes = screen.isUtf8 ? lines : ascii;
  const labelOf = labelled(screen, strokes.ellipsis);
  /** Of the account last drawn and those above it, whether another one comes beneath its parent. */
  const open: boolean[] = [];
  let top: number | undefined;
  for await (const { all, next } of pieces(nodes)) {
    const known = followed(all, next);
    for (const [at, node] of all.entries()) {
      top ??= depthOf(node);
      const level = depthOf(node) - top;
      const isOpen = level > 0 && (known[at] ?? (await goesOn(node)));
      const past = open.slice(1, level).map((is) => (is ? strokes.past : strokes.gone));
      const own = isOpen ? strokes.branch : strokes.last;
      const stem = level === 0 ? '' : [...past, own].join('');
      open.length = level;
      open.push(isOpen);
      out(`${stem}${labelOf(node, widthOf(stem))}\n`);
    }
  }
};

/** Accounts that are looked at together, and the one that comes after them. */
interface Piece {
  readonly all: readonly AccountView[];
  readonly next: AccountView | undefined;
}

async function* pieces(nodes: AsyncIterable<AccountView>): AsyncGenerator<Piece> {
  let all: AccountView[] = [];
  for await (const node of nodes) {
    if (all.length === together) {
      yield { all, next: node };
      all = [];
    }
    all.push(node);
  }
  yield { all, next: undefined };
}

/** Of each account whether another comes beneath its parent; undefined where that is not in sight. */
function followed(
  all: readonly AccountView[],
  next: AccountView | undefined,
): readonly (boolean | undefined)[] {
  // By level: whether an account of that level comes before one of a level above; beyond its end none
  // does. What comes after `next` is not in sight, and may be of any level above.
  let ahead: readonly (boolean | undefined)[] =
    next === undefined ? [] : [...Array.from({ length: depthOf(next) }, () => undefined), true];
  return all
    .toReversed()
    .map((node) => {
      const level = depthOf(node);
      const isFollowed = level < ahead.length ? ahead[level] : false;
      const above = Array.from({ length: level }, (_, at) =>
        at < ahead.length ? ahead[at] : false,
      );
      ahead = [...above, true];
      return isFollowed;
    })
    .toReversed();
}

/** Name, kind, number, and the status that counts where it is not active. */
const labelled =
  (screen: Screen, ellipsis: string) =>
  (node: AccountView, stem: number): string => {
    const { columns = 80 } = screen;
    const paint = paintOn(screen);
    const named = `(${node.kind} ${node.number})`;
    const status = statusOf(node);
    const rest = widthOf(named) + 1 + (status === '' ? 0 : status.length + 1);
    const name = cutTo(onOneLine(node.name), Math.max(least, columns - stem - rest - 1), ellipsis);
    const shown = status === '' ? '' : ` ${paint(roleOfStatus(node.effectiveStatus), status)}`;
    return `${name} ${paint('quiet', named)}${shown}`;
  };

/** What an account is by itself, and what comes of an account above it. */
function statusOf({ status, effectiveStatus }: AccountView): string {
  if (effectiveStatus === 'active') return '';
  if (effectiveStatus === status) return status;
  return `${effectiveStatus} from above${status === 'active' ? '' : `, itself ${status}`}`;
}

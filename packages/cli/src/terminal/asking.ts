import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { EndedOtherwise, exitCodes, UsageError } from '../ending/exit.ts';

export interface Terminal {
  readonly stdin: ReadStream;
  readonly stderr: WriteStream;
}

/**
 * Asks the person at the terminal and answers the line that was typed; a secret is not shown. Ctrl-C
 * ends the command with 130, the end of input with 3; the terminal is what it was in either case.
 */
export const asked = ({ stdin, stderr }: Terminal, question: string, isSecret: boolean) =>
  new Promise<string>((resolve, reject) => {
    // Of a question with several lines the last one is edited, and drawn anew with what is typed.
    const start = question.lastIndexOf('\n') + 1;
    const editor = createInterface({
      input: stdin,
      output: isSecret ? nowhere() : stderr,
      terminal: true,
      historySize: 0,
      prompt: isSecret ? '' : question.slice(start),
    });
    const end = (settle: () => void): void => {
      stdin.off('error', gone);
      editor.off('close', gone);
      editor.close();
      settle();
    };
    const stopped = (code: 3 | 130, why: string): void =>
      end(() => {
        stderr.write('\n');
        reject(new EndedOtherwise(code, `${why}: nothing was done`));
      });
    const gone = (): void => stopped(exitCodes.cancelled, 'cancelled');
    editor
      .on('line', (line) =>
        end(() => {
          if (isSecret) stderr.write('\n');
          // What is put in the place of bytes that are no UTF-8: nobody means that.
          if (line.includes('\ufffd')) reject(new UsageError('what was typed is not UTF-8'));
          else resolve(line);
        }),
      )
      .on('SIGINT', () => stopped(exitCodes.interrupted, 'interrupted'))
      .on('close', gone);
    // A terminal that has gone away.
    stdin.on('error', gone);
    // Not before nothing is echoed any more: somebody may type faster than this.
    stderr.write(isSecret ? question : question.slice(0, start));
    editor.prompt();
  });

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

import { expect, it } from 'vitest';
import { durationText, progressOf, progressText } from './progress.ts';

it('says how many, how fast, and what is left where the size is known', () => {
  expect(progressText({ rows: 1, bytes: 0 }, undefined, 0)).toBe('1 row');
  expect(progressText({ rows: 100, bytes: 10 }, undefined, 10)).toBe('100 rows, 10/s');
  expect(progressText({ rows: 100, bytes: 25 }, 100, 10)).toBe('100 rows, 10/s, 25 %, 30 s left');
  expect(durationText(3725)).toBe('1 h 2 min');
});

it('draws one line on a terminal, and says one every five seconds elsewhere', () => {
  let time = 0;
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  const told = (redraw?: (line: string) => void) => {
    time = 0;
    lines.length = 0;
    const progress = progressOf(
      { say, ...(redraw === undefined ? {} : { redraw }) },
      100,
      () => time,
    );
    for (time = 0; time <= 10_000; time += 50) progress.at({ rows: time, bytes: 50 });
    progress.clear();
    return lines.length;
  };
  expect(told()).toBe(2);
  expect(lines[0]).toBe('tenantry: 5000 rows, 1000/s, 50 %, 5 s left\n');
  expect(told((line) => void lines.push(line))).toBe(101);
  expect(lines.at(-1)).toBe('');
});

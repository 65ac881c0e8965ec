import 'reflect-metadata';
import { Container, ContainerModule } from 'inversify';
import { describe, expect, it } from 'vitest';
import { provide, token } from './provide.ts';

interface Clock {
  now(): number;
}
interface Greeter {
  greet(name: string): string;
}

const clock = token<Clock>('clock');
const greeter = token<Greeter>('greeter');
const count = token<number>('count');

const holding = (module: ContainerModule) => {
  const container = new Container();
  container.load(module);
  return container;
};

describe('provide', () => {
  it('makes a thing once, of what it needs, also where that takes time', async () => {
    let made = 0;
    const container = holding(
      new ContainerModule(({ bind }) => {
        provide(bind, count, [], () => Promise.resolve(3));
        provide(bind, clock, [count], (start) => {
          made += 1;
          return { now: () => start };
        });
        provide(bind, greeter, [clock, count], (time, times) => ({
          greet: (name) => `${name} ${time.now() + times}`,
        }));
      }),
    );
    const [one, other] = await Promise.all([
      container.getAsync<Greeter>(greeter.identifier),
      container.getAsync<Greeter>(greeter.identifier),
    ]);
    expect(one.greet('Jane')).toBe('Jane 6');
    expect(other).toBe(one);
    expect(made).toBe(1);
  });

  it('makes nothing that nobody asks for', () => {
    const build = () =>
      holding(
        new ContainerModule(({ bind }) => {
          provide(bind, clock, [], () => {
            throw new Error('made for nobody');
          });
        }),
      );
    expect(build).not.toThrow();
  });

  it('hands on the very fault of a factory', async () => {
    const fault = new Error('TENANTRY_X: does not work');
    const container = holding(
      new ContainerModule(({ bind }) => {
        provide(bind, count, [], () => {
          throw fault;
        });
        provide(bind, clock, [count], (start) => ({ now: () => start }));
      }),
    );
    await expect((async () => container.getAsync(clock.identifier))()).rejects.toBe(fault);
  });

  it('does not compile where the wiring is wrong', () => {
    // The compiler checks this when the tests are checked: each line below must be refused.
    const module = new ContainerModule(({ bind }) => {
      // @ts-expect-error a greeter is no clock
      provide(bind, clock, [], (): Greeter => ({ greet: (name) => name }));
      // @ts-expect-error nor is the promise of one
      provide(bind, clock, [], async (): Promise<Greeter> => ({ greet: (name) => name }));
      // @ts-expect-error the token of a greeter gives no clock
      provide(bind, count, [greeter], (time: Clock) => time.now());
      // @ts-expect-error the two are handed over in their order
      provide(bind, count, [greeter, clock], (time: Clock, _: Greeter) => time.now());
      // @ts-expect-error what is not asked for does not come
      provide(bind, count, [], (time: Clock) => time.now());
      // @ts-expect-error a number that may be missing is no number
      provide(bind, count, [], (): number | undefined => undefined);
      // @ts-expect-error a symbol says nothing of what it stands for
      provide(bind, count, [Symbol('clock')], () => 1);
    });
    expect(module).toBeInstanceOf(ContainerModule);
  });
});

import { Socket } from 'node:net';

/**
 * A socket that sends in one go whatever is written before the event loop has something else to do: a
 * driver writes each statement by itself, and to hand one to the system takes longer than to make it.
 */
export const gatheringSocket = (): Socket => {
  const socket = new Socket();
  const { write } = socket;
  let gathers = false;
  const send = (): void => {
    gathers = false;
    socket.uncork();
  };
  Reflect.set(socket, 'write', (...written: unknown[]): unknown => {
    if (!gathers) {
      gathers = true;
      socket.cork();
      process.nextTick(send);
    }
    return Reflect.apply(write, socket, written);
  });
  return socket;
};

import type { Container } from 'inversify';
import type { HostContainer } from './host-container.ts';
import { ports } from './ports.ts';

/**
 * Takes from a host's container what is bound there, in the place of ours. It is not let go when ours
 * is: whoever made it does that.
 */
export const takeFrom = (host: HostContainer, container: Container): void => {
  for (const port of Object.values<symbol>(ports))
    if (host.isBound(port))
      container
        .rebind<unknown>(port)
        .toDynamicValue(() => host.getAsync(port))
        .inSingletonScope();
};

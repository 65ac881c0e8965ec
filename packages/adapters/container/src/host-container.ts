/** As much of a container of a host's as is asked for. */
export interface HostContainer {
  isBound(port: symbol): boolean;
  getAsync(port: symbol): Promise<unknown>;
}

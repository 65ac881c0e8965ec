/** What a role may do in its account's subtree. Each includes those before it. */
export const powers = ['read', 'provision', 'manage'] as const;

export type Power = (typeof powers)[number];

export const suffices = (has: Power, needed: Power): boolean =>
  powers.indexOf(has) >= powers.indexOf(needed);

/**
 * Whoever comes after a thousand others must not clear up after all of them. Picked first, and once:
 * within the condition of a DELETE the limit may be applied several times.
 */
export const mostForgotten = 100;

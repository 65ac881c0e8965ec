/** The one cast: a text was compiled for this type of row. */
export const rowsOf = <Row>(rows: readonly object[]): Row[] => [...rows] as Row[];

/** What came from outside, for the use case that parses it and names every fault. */
export const unparsed = <Input>(given: unknown): Input => given as Input;

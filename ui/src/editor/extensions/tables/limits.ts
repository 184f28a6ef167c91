// As many as the core takes (crates/document/src/validate/table.rs).

export const COLUMNS = 100;
/** Rows that one cell may take: the core reads both spans by one rule. */
export const ROWS = 100;
/** Rows of a whole table. */
export const TALLEST = 2_000;

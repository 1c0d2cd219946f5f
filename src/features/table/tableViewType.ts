/** What VS Code calls the pages of tables; `when` clauses of package.json have it, too. */
export const tableViewType = 'flowlu.table';

/** Of the documents that say what came of a run. */
export const summaryScheme = 'flowlu-run';

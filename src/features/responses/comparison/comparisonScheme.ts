/** The scheme of the documents that compare responses. */
export const comparisonScheme = 'flowlu-comparison';

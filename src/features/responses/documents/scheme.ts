/** The scheme of all documents of responses. */
export const scheme = 'flowlu-response';

/** That of the documents that compare responses. */
export const comparisonScheme = 'flowlu-comparison';

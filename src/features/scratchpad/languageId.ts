/** Of the documents that have requests. */
export const languageId = 'flowlu-http';

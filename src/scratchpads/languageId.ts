/** Of the documents that have requests. */
export const languageId = 'flowlu-http';

/** That of `.http` files, if another extension brings it. They are its own: only requests to accounts that are configured here are ours. */
export const otherLanguageId = 'http';

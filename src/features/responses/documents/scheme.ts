/** The scheme of all documents of responses. */
export const scheme = 'flowlu-response';

/** The scheme of all documents of answers. */
export const scheme = 'flowlu-response';

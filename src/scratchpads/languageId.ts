/** Of the documents that have requests. */
export const languageId = 'flowlu-http';

/** That of `.http` files, if another extension brings it. They are its own: only requests to accounts that are configured here are ours. */
export const otherLanguageId = 'http';

/** Whether a document is of one of the languages that have requests. */
export function hasRequests(document: { readonly languageId: string }): boolean {
	return document.languageId === languageId || document.languageId === otherLanguageId;
}

import type { HttpDocument, Reference } from './document';

/** Those that name a file by its whole path: what holds variables is known only when it is sent. */
export function fileReferences({ references }: HttpDocument): readonly Reference[] {
	return references.filter(({ kind, text }) => kind !== 'request' && kind !== 'run' && !text.includes('{{'));
}

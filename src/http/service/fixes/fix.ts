import type { HttpDocument } from '../../document/document';
import type { Problem } from '../../problem';
import type { TextChange } from '../formatting';

/** What a fix does, for its title; `text` is what is put in, or taken out. */
export interface Fix {
	readonly kind:
		| 'define'
		| 'ask'
		| 'replace'
		| 'insert'
		| 'remove'
		| 'separate'
		| 'ownLine'
		| 'continue'
		| 'asText'
		| 'removeCredential'
		| 'removeCredentials'
		| 'removeScript'
		| 'removeAll'
		| 'relative'
		| 'quote'
		| 'removeOption';
	readonly text: string;
	readonly changes: readonly TextChange[];
}

/** A problem that is to be mended, where it stands. */
export interface Mending {
	readonly document: HttpDocument;
	readonly problem: Problem;
	/** The metadata that does something here. */
	readonly metadataNames: readonly string[];
}

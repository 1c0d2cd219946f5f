/** Why a curl command cannot be sent as it is written. */
export type CurlRefusal =
	| {
			readonly kind:
				'tooLong' | 'openQuote' | 'severalCommands' | 'noAddress' | 'severalAddresses' | 'jsonAsForm' | 'unwritable';
	  }
	/** A variable, substitution, pipe or redirection that only a shell can carry out. */
	| { readonly kind: 'shell'; readonly text: string }
	| { readonly kind: 'option'; readonly text: string }
	| { readonly kind: 'missingValue'; readonly text: string }
	| { readonly kind: 'file'; readonly text: string };

/** Thrown and caught within this folder: what is wrong shows deep in the command. */
export class CurlRefused extends Error {
	constructor(readonly refusal: CurlRefusal) {
		super(refusal.kind);
	}
}

import type { ProblemCode, Span } from '../problem';

/** Why a curl command cannot be sent as it is written. */
export interface CurlRefusal {
	readonly code: Extract<ProblemCode, `curl${string}`>;
	/** The option, the file or what only a shell can carry out; may be empty. */
	readonly detail: string;
	/** Where it stands in the command; undefined where that is all of it. */
	readonly span?: Span;
}

/** Thrown and caught within this folder: what is wrong shows deep in the command. */
export class CurlRefused extends Error {
	readonly refusal: CurlRefusal;

	constructor(code: CurlRefusal['code'], detail = '', span?: Span) {
		super(code);
		this.refusal = { code, detail, ...(span !== undefined && { span }) };
	}
}

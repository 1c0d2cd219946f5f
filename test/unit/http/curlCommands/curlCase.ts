import type { ProblemCode } from '../../../../src/http/problem';

/**
 * A command that curl and we send alike; or with the reason why we do not send it; or with the reason why we do and curl does not.
 * `demo.flowlu.com` is the server that both are run against, without TLS.
 */
export type CurlCase =
	| string
	| readonly [command: string, refused: ProblemCode]
	| readonly [command: string, only: { readonly sentHereOnly: string }];

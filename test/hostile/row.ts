import type { ProblemCode } from '../../src/http/problem';

/**
 * Why a request is not sent: a problem of its text, of the choice who sends it, or of the signing. Each has its words in VS Code.
 */
export type Reason =
	| ProblemCode
	| 'foreignOrigin'
	| 'unknownAccount'
	| 'unknownKey'
	| 'ownApiKey'
	| 'ownAuthorization'
	/** A user name or password in the address. */
	| 'ownUserinfo'
	/** A header that would have the request delivered or read as another one. */
	| 'misleadingHeader';

/**
 * A scratchpad that tries to get a credential to the wrong place, and what comes of it: a reason, or the request line (after `GET `, `POST ` …) as it
 * reaches the account, without the credential. `headers` are those beside what every request has.
 *
 * In the text, `$ACCOUNT` is the account's origin, `$HOST` its host and port, `$PORT` its port; `$EVIL`, `$EVILHOST`, `$EVILPORT` are another server's.
 */
export interface HostileRow {
	readonly text: string;
	readonly expected: Reason | `${'GET' | 'POST'} ${string}`;
	readonly headers?: readonly string[];
	readonly body?: string;
}

/** Requests whose text is a request line with this target and nothing else. */
export function targets(expected: HostileRow['expected'], ...list: readonly string[]): readonly HostileRow[] {
	return list.map(target => ({ text: `GET ${target}\n`, expected }));
}

/** Requests for a list with these lines of headers. */
export function headers(expected: HostileRow['expected'], ...list: readonly string[]): readonly HostileRow[] {
	return list.map(line => ({ text: `GET crm/lead/list\n${line}\n`, expected }));
}

export const list = 'GET /api/v1/module/crm/lead/list';

import { randomBytes, randomInt } from 'node:crypto';
import type { SandboxSwitches } from '../sandboxOptions';
import { lastValue, type Parameters } from '../sentParameters';
import { jsonResponse, type SandboxResponse } from '../sandboxResponse';

/** Somebody who can sign in with login and password. */
export interface SandboxUser {
	readonly username: string;
	/** Random at every start. */
	readonly password: string;
	/** The API takes the tokens of administrators only. */
	readonly administrator: boolean;
}

/** The oldest goes when there are more. */
const maxTokens = 1000;

/** The access tokens of the password grant. None expires: no lifetime is documented. */
export class Tokens {
	private readonly users = new Map<string, SandboxUser>();
	/** Those of the last time. */
	private revoked: ReadonlySet<string> = new Set();

	issue(user: SandboxUser): string {
		// The documented examples are 14 hexadecimal digits, a hyphen and 8 decimal ones.
		const number = randomInt(10_000_000, 100_000_000);
		const token = `${randomBytes(7).toString('hex')}-${number}`;
		this.users.set(token, user);
		const [oldest = token] = this.users.keys();
		if (this.users.size > maxTokens) {
			this.users.delete(oldest);
		}
		return token;
	}

	userOf(token: string): SandboxUser | undefined {
		return this.users.get(token);
	}

	wasRevoked(token: string): boolean {
		return this.revoked.has(token);
	}

	revokeAll(): void {
		this.revoked = new Set(this.users.keys());
		this.users.clear();
	}
}

/**
 * Responds at the token endpoint. Fields, codes and the misspelt `error_descrption` are documented; the URL, the HTTP
 * statuses of errors and the wording of the messages are not.
 */
export function respondToGrant(
	{ verb, body }: { readonly verb: string; readonly body: Parameters },
	portal: { readonly users: readonly SandboxUser[]; readonly tokens: Tokens; readonly switches: SandboxSwitches },
): SandboxResponse {
	const { tokenErrorStatus = 400, demandTls } = portal.switches;
	const refuse = (error: string, message: string) =>
		jsonResponse({ error, error_descrption: message }, tokenErrorStatus);
	if (demandTls === true) {
		return refuse('invalid_request_ssl', 'Требуется HTTPS-соединение');
	}
	const [grantType, username, password, clientId] = ['grant_type', 'username', 'password', 'client_id'].map(name =>
		lastValue(body, name),
	);
	if (verb !== 'POST' || grantType !== 'password') {
		return refuse('invalid_request', 'Неверный параметр grant_type');
	}
	if (!username || !password || !clientId) {
		return refuse('invalid_request', 'Отсутствует обязательный параметр');
	}
	const user = portal.users.find(candidate => candidate.username === username && candidate.password === password);
	return user === undefined
		? refuse('invalid_grant', 'Неверный логин или пароль')
		: jsonResponse({ access_token: portal.tokens.issue(user), token_type: 'bearer' });
}

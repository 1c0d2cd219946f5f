import type { Secret } from '../net/redaction/secret';
import type { Account } from './account';

/** How access was obtained: a key made in the portal, or login and password. */
export type Grant = 'apiKey' | 'password';

/** The secret of a session. */
export type Credential =
	{ readonly kind: 'apiKey'; readonly apiKey: Secret } | { readonly kind: 'accessToken'; readonly accessToken: Secret };

/** What may be shown and logged of a configured access; its credential stays in SecretStorage. */
export interface Session {
	/** A UUID. */
	readonly id: string;
	readonly account: Account;
	readonly grant: Grant;
	/** The user's name for it. */
	readonly label: string;
	/** The last characters of the secret, or empty. */
	readonly tail: string;
	/** Who signed in; absent for API keys, which are no user's. */
	readonly login?: string;
}

/** How a credential of this kind is obtained. */
export function grantOf({ kind }: Pick<Credential, 'kind'>): Grant {
	return kind === 'apiKey' ? 'apiKey' : 'password';
}

/** The secret text's holder, whatever the kind of credential. */
export function secretOf(credential: Credential): Secret {
	return credential.kind === 'apiKey' ? credential.apiKey : credential.accessToken;
}

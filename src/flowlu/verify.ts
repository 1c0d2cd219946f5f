import { NetworkError } from '../net/networkErrors';
import type { Access, FlowluClient, RequestOptions } from './flowluClient';
import { ApiError, UnexpectedResponseError } from './responses/flowluErrors';

/** What one cheap read says about a credential. */
export type Verification =
	| { readonly result: 'verified' }
	/** Flowlu knows the credential, but it may not read users: good for other modules. */
	| { readonly result: 'limited' }
	| { readonly result: 'refused'; readonly message: string }
	| { readonly result: 'accountNotFound'; readonly message: string }
	| ({ readonly result: 'unreachable' } & Pick<NetworkError, 'failure' | 'host' | 'code' | 'details'>)
	/** An error or a page that says neither yes nor no. */
	| { readonly result: 'unclear'; readonly message: string };

/**
 * Asks for one user, once. Error 11 means that the credential or the account is unknown, 22 and 30 that the credential is known but lacks the module.
 * @throws CancelledError
 */
export async function verify(client: FlowluClient, access: Access, options: RequestOptions): Promise<Verification> {
	try {
		await client.call({ path: 'core/user/list', query: { limit: 1 } }, access, { ...options, once: true });
		return { result: 'verified' };
	} catch (error) {
		if (error instanceof ApiError) {
			return verdictOf(error);
		}
		if (error instanceof NetworkError) {
			const { failure, host, code, details } = error;
			return { result: 'unreachable', failure, host, code, details };
		}
		if (error instanceof UnexpectedResponseError) {
			return verdictOfPage(error);
		}
		throw error;
	}
}

function verdictOf({ code, message, remedy }: ApiError): Verification {
	if (remedy === 'checkAccount') {
		return { result: 'accountNotFound', message };
	}
	switch (code) {
		case 11:
		case 401:
			return { result: 'refused', message };
		case 22:
		case 30:
			return { result: 'limited' };
		default:
			return { result: 'unclear', message: [code, message].filter(part => part !== '').join(': ') };
	}
}

/** A page or a redirect where JSON should be: the host is no portal. A page of trouble may be one of a proxy, or of a portal under repair. */
function verdictOfPage({ kind, status, message }: UnexpectedResponseError): Verification {
	const isPage = (kind === 'html' && status < 400) || kind === 'redirect';
	return { result: isPage || status === 404 ? 'accountNotFound' : 'unclear', message };
}

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
 * What an error says of the credential that was sent: error 11 that it or the account is unknown, error 22, a 30 that denies access, and HTTP 403 that it is
 * known but may not do this. Undefined where it says nothing of it.
 */
export function verdictOf({ code, remedy }: ApiError): 'refused' | 'accountNotFound' | 'limited' | undefined {
	if (remedy === 'slowDown') {
		return undefined;
	}
	if (remedy === 'checkAccount') {
		return 'accountNotFound';
	}
	if (remedy === 'askForAccess' || code === 403) {
		return 'limited';
	}
	return code === 11 || code === 401 ? 'refused' : undefined;
}

/**
 * Asks for one user, once. Every error 30 then means that the credential lacks the module: Flowlu has that method.
 * @throws CancelledError | SessionRemovedError
 */
export async function verify(client: FlowluClient, access: Access, options: RequestOptions): Promise<Verification> {
	try {
		await client.call({ path: 'core/user/list', query: { limit: 1 } }, access, { ...options, once: true });
		return { result: 'verified' };
	} catch (error) {
		if (error instanceof ApiError) {
			return verificationOf(error);
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

function verificationOf(error: ApiError): Verification {
	const { code, message } = error;
	const result = code === 30 ? 'limited' : verdictOf(error);
	switch (result) {
		case 'limited':
			return { result };
		case 'refused':
		case 'accountNotFound':
			return { result, message };
		case undefined:
			return { result: 'unclear', message: [code, message].filter(part => part !== '').join(': ') };
	}
}

/** A page or a redirect where JSON should be: the host is no portal. A page of trouble may be one of a proxy, or of a portal under repair. */
function verdictOfPage({ kind, status, message }: UnexpectedResponseError): Verification {
	const isPage = (kind === 'html' && status < 400) || kind === 'redirect';
	return { result: isPage || status === 404 ? 'accountNotFound' : 'unclear', message };
}

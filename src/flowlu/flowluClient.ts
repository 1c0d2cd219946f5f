import type { HttpClient, HttpSendOptions, SendPhase } from '../net/httpClient';
import type { HttpHeader, HttpRequest, HttpResponse } from '../net/http';
import { apiBase, isLoopback, type Account } from './account';
import { responseOf } from './responses/responseBody';
import { isRepeatable, mayWrite, operationOf } from './operation';
import { encodeParameters, type Parameters } from './parameters';
import type { Credential } from './session';
import { SessionRemovedError } from './responses/flowluErrors';
import { refuseUnsignable, sign } from './sign';

/** What is needed to send as someone. */
export interface Access {
	readonly account: Account;
	readonly credential: Credential;
	/**
	 * The same as it is when the turn of a request has come: the credential may be replaced while that waits. Undefined where the session was removed.
	 * Absent where it is no session's.
	 */
	readonly current?: () => Promise<Pick<Access, 'credential'> | undefined>;
}

export interface RequestOptions extends Pick<HttpSendOptions, 'sink'> {
	readonly signal: AbortSignal;
	/** Is it sent once only, although it is a read? For a response that somebody waits for and can ask for again. */
	readonly once?: boolean;
	/** Does it let every other request to the account go first? */
	readonly background?: boolean;
	readonly onPhase?: (phase: SendPhase) => void;
}

/** One method of one entity, as in `POST /crm/lead/update/7`. */
export interface Call {
	/** `crm/lead/list`, `crm/lead/get/7`: relative to the API base. */
	readonly path: string;
	readonly query?: Parameters;
	/** Makes it a POST. */
	readonly body?: Parameters;
	/** Form-encoded by default: some entities are said to ignore JSON. */
	readonly bodyFormat?: 'form' | 'json';
}

/** The Flowlu protocol over the shared client. */
export interface FlowluClient {
	/**
	 * Signs and sends a request whose URL is absolute, and gives the response as it came.
	 * @throws ForeignOriginError | OwnCredentialError | MisleadingHeaderError at once, SessionRemovedError when its turn has come; nothing is sent then
	 * @throws NetworkError | CancelledError
	 */
	send(request: HttpRequest, access: Access, options: RequestOptions): Promise<HttpResponse>;
	/**
	 * The member `response` of what a call gets.
	 * @throws ApiError | UnexpectedResponseError, and what `send` throws
	 */
	call(call: Call, access: Access, options: RequestOptions): Promise<unknown>;
}

/**
 * @param gap least time in milliseconds between two requests to one account, asked at each request; loopback has none. By the documentation of the
 * vendor's sister product a trial account allows one request a second; the limits of Flowlu's plans are unknown.
 */
export function createFlowluClient(http: HttpClient, gap: () => number): FlowluClient {
	async function send(request: HttpRequest, access: Access, options: RequestOptions): Promise<HttpResponse> {
		const { account, current = () => Promise.resolve(access) } = access;
		refuseUnsignable(request, account);
		const { origin } = account;
		const operation = operationOf(request);
		return http.send(request, {
			...options,
			sign: async () => {
				const now = await current();
				if (now === undefined) {
					throw new SessionRemovedError();
				}
				return sign(request, account, now.credential);
			},
			lane: origin,
			gap: isLoopback(origin) ? 0 : gap(),
			repeatable: options.once !== true && isRepeatable(operation),
			changesData: mayWrite(operation),
		});
	}
	return {
		send,
		async call(call, access, options) {
			return responseOf(await send(callRequest(call, access.account), access, options));
		},
	};
}

function callRequest({ path, query, body, bodyFormat = 'form' }: Call, account: Account): HttpRequest {
	const parameters = query === undefined ? '' : encodeParameters(query);
	const url = `${apiBase(account)}/${path}${parameters === '' ? '' : `?${parameters}`}`;
	const accept: HttpHeader = ['Accept', 'application/json'];
	if (body === undefined) {
		return { method: 'GET', url, headers: [accept] };
	}
	const type = bodyFormat === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
	return {
		method: 'POST',
		url,
		headers: [accept, ['Content-Type', type]],
		body: bodyFormat === 'json' ? JSON.stringify(body) : encodeParameters(body),
	};
}

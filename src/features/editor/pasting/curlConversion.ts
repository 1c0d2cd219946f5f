import type { CurlBody } from '../../../http/curl/curlBody';
import { type CurlRequest, readCurl } from '../../../http/curl/curlRequest';
import { CurlRefused } from '../../../http/curl/refusal';
import { writeRequest } from '../../../http/curl/requestText';
import { isSecretHeader } from '../../../http/build/secretNames';
import { curlMessage } from '../../../messages/problems/curlMessages';
import { isKeyPair, isKeyParameter } from '../../../net/refusedParts';

/** A curl command as a scratchpad writes it, or why it cannot be one. */
export type Conversion =
	| {
			readonly ok: true;
			readonly text: string;
			/** Whether the command had a credential, which the text has not. */
			readonly hadCredential: boolean;
	  }
	| { readonly ok: false; readonly reason: string };

export function convertCurl(command: string): Conversion {
	try {
		const request = readCurl(command);
		const clean = withoutCredentials(request);
		const { length } = request.credentials.filter(({ place }) => place !== 'api_key');
		const isChanged = JSON.stringify(clean) !== JSON.stringify(request);
		const hadCredential = isChanged || length > 0 || /\$\{?FLOWLU_/u.test(command);
		return { ok: true, text: writeRequest(clean), hadCredential };
	} catch (error) {
		if (error instanceof CurlRefused) {
			return { ok: false, reason: curlMessage(error.refusal) };
		}
		throw error;
	}
}

/** A document is no place for them. What stands in JSON is underlined there. */
function withoutCredentials(request: CurlRequest): CurlRequest {
	const [written = '', query] = request.url.split(/\?(?<query>.*)/su, 2);
	const address = written.replace(/^(?<scheme>[^:/?#]+:\/\/)[^/?#]*@/u, '$<scheme>');
	const kept = query?.split('&').filter(pair => !isKeyPair(pair)) ?? [];
	return {
		...request,
		url: kept.length === 0 ? address : `${address}?${kept.join('&')}`,
		headers: request.headers.filter(([name]) => !isSecretHeader(name)),
		...(request.body !== undefined && { body: withoutKey(request.body) }),
	};
}

function withoutKey(body: CurlBody): CurlBody {
	switch (body.kind) {
		case 'form':
			return { ...body, pairs: body.pairs.filter(pair => !isKeyPair(pair)) };
		case 'multipart':
			return { ...body, parts: body.parts.filter(({ name }) => !isKeyParameter(name)) };
		case 'text':
		case 'file':
			return body;
	}
}

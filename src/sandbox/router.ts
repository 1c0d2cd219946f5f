import { setTimeout as wait } from 'node:timers/promises';
import { respondToCall, type Portal } from './api';
import { pageResponder } from './pages/pages';
import { flattenJson, parseForm, type Parameters } from './sentParameters';
import { rateLimit } from './rateLimit';
import { jsonResponse, textResponse, type SandboxResponse } from './sandboxResponse';
import { apiBase } from './route';
import type { RecordedRequest } from './server';
import { respondToGrant, type SandboxUser } from './access/accessTokens';

/** The real token URL is not published; this one is the sandbox's own. */
export const tokenPath = '/oauth/token';

type Router = (request: RecordedRequest, hungUp: AbortSignal) => Promise<SandboxResponse>;

/** @returns what responds to each request: the API, the token endpoint or a page. The delay is that of API responses, in milliseconds. */
export function router(
	portal: Portal & { readonly users: readonly SandboxUser[] },
	{ delay }: { readonly delay: () => number },
): Router {
	const { switches, apiKeys, database, users } = portal;
	const isWithinRate = rateLimit(switches.requestsPerSecond);
	const respondWithPage = pageResponder({ apiKeys, catalog: database.catalog, apiBase, tokenPath, users });
	let lists = 0;
	return async (request, hungUp) => {
		const path = pathOf(request);
		const call = {
			verb: request.method,
			path,
			query: parseForm(request.url.slice(path.length + 1)),
			body: bodyParameters(request, { acceptJson: switches.acceptJsonBodies === true }),
			authorization: request.headers.authorization,
		};
		if (path === tokenPath) {
			return respondToGrant(call, portal);
		}
		if (!path.startsWith(`${apiBase}/`)) {
			return respondWithPage({ ...call, ...origins(request) });
		}
		if (!isWithinRate()) {
			return rateResponse(switches);
		}
		if (switches.fixedResponse !== undefined) {
			return { ...jsonResponse({}), ...switches.fixedResponse };
		}
		if (path.endsWith('/list') && switches.failedLists?.includes(++lists) === true) {
			return textResponse(500, 'The sandbox was told to fail here.');
		}
		if (delay() > 0) {
			await wait(delay(), undefined, { signal: hungUp });
		}
		return respondToCall(portal, call);
	};
}

function rateResponse({
	rateErrorStatus = 429,
	rateErrorAsText,
	retryAfterSeconds,
}: Portal['switches']): SandboxResponse {
	const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
	return rateErrorAsText === true
		? textResponse(rateErrorStatus, 'Too Many Requests', headers)
		: jsonResponse({ error: 'Request rate per second exceeded' }, rateErrorStatus, headers);
}

function origins({ headers }: RecordedRequest) {
	return { ownOrigin: `http://${headers.host ?? ''}`, origin: headers.origin };
}

/** Without the query, which may hold a key. */
export function pathOf({ url }: RecordedRequest): string {
	return url.split('?', 1)[0] ?? '';
}

function bodyParameters(
	{ headers, body }: RecordedRequest,
	{ acceptJson }: { readonly acceptJson: boolean },
): Parameters {
	if (headers['content-type']?.startsWith('application/json') !== true) {
		return parseForm(body);
	}
	try {
		return acceptJson ? flattenJson(JSON.parse(body)) : [];
	} catch (error) {
		if (error instanceof SyntaxError) {
			return [];
		}
		throw error;
	}
}

import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { answerCall, type Portal } from './api';
import { ApiKeys, type ApiKey } from './apiKeys';
import { Database } from './database';
import type { SandboxOptions } from './options';
import { settingsPath } from './pages/layout';
import { pageAnswerer } from './pages/pages';
import { flattenJson, parseForm, type Parameters } from './parameters';
import type { Permission } from './permissions';
import { rateLimit } from './rateLimit';
import { textReply, type Reply } from './reply';
import { apiBase } from './route';
import { seedDatabase } from './seed/seed';
import { listen, originOf, stop, type RecordedRequest } from './server';
import { answerGrant, Tokens, type SandboxUser } from './tokens';
import { parseCatalog } from '../flowlu/catalog';

export type { ApiKey } from './apiKeys';
export type { ApiKeyOptions, RequestEntry, SandboxOptions, SandboxSwitches } from './options';
export type { Permission } from './permissions';
export type { RecordedRequest } from './server';
export type { SandboxUser } from './tokens';

/** The real token URL is not published; this one is the sandbox's own. */
const tokenPath = '/oauth/token';
const recordedRequests = 200;

/** A running local Flowlu with made-up records, which are lost when it ends. */
export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	/** The page on which keys are made, limited and deleted, as on a portal's API page. */
	readonly settingsUrl: string;
	/** Where login and password are exchanged for an access token. */
	readonly tokenUrl: string;
	/** As they are now, in the order of creation. */
	readonly apiKeys: readonly ApiKey[];
	/** The first is the administrator. */
	readonly users: readonly SandboxUser[];
	/** The last 200, oldest first, with everything secret in them: for tests. */
	requests(): readonly RecordedRequest[];
	/** Every permission when none are given. */
	createApiKey(name: string, permissions?: readonly Permission[]): ApiKey;
	/** The next call with the key gets error 11. */
	deleteApiKey(key: string): void;
	/** Makes every token of the password grant stale. */
	revokeTokens(): void;
	/** Holds back every API answer, in milliseconds. */
	setDelay(milliseconds: number): void;
	close(): Promise<void>;
}

/**
 * Starts a Flowlu on loopback. README.md of this folder says what of it is documented, inferred or unknown.
 * @throws Error when the port is taken or the catalog is not one.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const { now = () => new Date(), port = 0 } = options;
	const database = new Database(parseCatalog(options.catalog));
	const users = makeUsers();
	seedDatabase(database, { today: now(), users });
	const apiKeys = new ApiKeys(now);
	for (const key of options.apiKeys ?? defaultKeys) {
		apiKeys.create(key);
	}
	const portal = { database, apiKeys, users, tokens: new Tokens(), switches: options, now };
	const requests: RecordedRequest[] = [];
	let delay = 0;
	const answer = router(portal, { delay: () => delay });
	const server = await listen(port, async (request, hungUp) => {
		requests.splice(0, requests.length - recordedRequests + 1);
		requests.push(request);
		const reply = await answer(request, hungUp);
		options.onRequest?.({ method: request.method, path: pathOf(request), status: reply.status });
		return reply;
	});
	const origin = originOf(server);
	return {
		origin,
		settingsUrl: origin + settingsPath,
		tokenUrl: origin + tokenPath,
		get apiKeys() {
			return apiKeys.all();
		},
		users,
		requests: () => [...requests],
		createApiKey: (name, permissions) => apiKeys.create({ name, ...(permissions && { permissions }) }),
		deleteApiKey: key => {
			apiKeys.delete(key);
		},
		revokeTokens: () => {
			portal.tokens.revokeAll();
		},
		setDelay: milliseconds => {
			delay = milliseconds;
		},
		close: () => stop(server),
	};
}

const defaultKeys = [
	{ name: 'Workbench' },
	{ name: 'CRM only (read)', permissions: ['crm/*/list', 'crm/*/get'] },
] as const;

function makeUsers(): readonly SandboxUser[] {
	const person = (username: string, administrator: boolean) => ({
		username,
		password: randomBytes(12).toString('base64url'),
		administrator,
	});
	return [person('admin@example.com', true), person('manager@example.com', false)];
}

type Router = (request: RecordedRequest, hungUp: AbortSignal) => Promise<Reply>;

function router(
	portal: Portal & { readonly users: readonly SandboxUser[] },
	{ delay }: { readonly delay: () => number },
): Router {
	const { switches } = portal;
	const isWithinRate = rateLimit(switches.requestsPerSecond);
	const { apiKeys, database } = portal;
	const answerPage = pageAnswerer({ apiKeys, catalog: database.catalog, apiBase, tokenPath });
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
			return answerGrant(call, portal);
		}
		if (!path.startsWith(`${apiBase}/`)) {
			return answerPage({ ...call, ...origins(request) });
		}
		if (!isWithinRate()) {
			const { retryAfterSeconds } = switches;
			const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
			return textReply(429, 'Too Many Requests', headers);
		}
		if (delay() > 0) {
			await wait(delay(), undefined, { signal: hungUp });
		}
		return answerCall(portal, call);
	};
}

function origins({ headers }: RecordedRequest) {
	return { ownOrigin: `http://${headers.host ?? ''}`, origin: headers.origin };
}

function pathOf({ url }: RecordedRequest): string {
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

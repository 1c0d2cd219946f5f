import { randomBytes } from 'node:crypto';
import type { Portal } from './api';
import { ApiKeys, type ApiKey } from './access/apiKeys';
import { Database } from './records/database';
import type { SandboxOptions } from './sandboxOptions';
import { settingsPath } from './pages/pageLayout';
import type { Permission } from './access/keyPermissions';
import { pathOf, router, tokenPath } from './router';
import { seedDatabase } from './seed/seed';
import { listen, originOf, stop, type RecordedRequest } from './server';
import { Tokens, type SandboxUser } from './access/accessTokens';

/** For who starts the bundle with the JSON of media/catalog.json. */
export { parseCatalog } from '../catalog/parseCatalog';
export type { ApiKey } from './access/apiKeys';
export type { ApiKeyOptions, RequestEntry, SandboxOptions, SandboxSwitches } from './sandboxOptions';
export type { Permission } from './access/keyPermissions';
export type { RecordedRequest } from './server';
export type { SandboxUser } from './access/accessTokens';

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
	/** The last 200, oldest first; none where they are not recorded. */
	requests(): readonly RecordedRequest[];
	/** Every permission when none are given. */
	createApiKey(name: string, permissions?: readonly Permission[]): ApiKey;
	/** The next call with the key gets error 11. */
	deleteApiKey(key: string): void;
	/** Makes every token of the password grant stale. */
	revokeTokens(): void;
	/** Holds back every API response, in milliseconds. */
	setDelay(milliseconds: number): void;
	close(): Promise<void>;
}

/**
 * Starts a Flowlu on loopback. README.md of this folder says what of it is documented, inferred or unknown.
 * @throws Error when the port is taken
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const portal = makePortal(options);
	const { apiKeys, users, tokens } = portal;
	const requests: RecordedRequest[] = [];
	let delay = 0;
	const respond = router(portal, { delay: () => delay });
	const server = await listen(options.port ?? 0, async (request, hungUp) => {
		if (options.recordsRequests === true) {
			requests.splice(0, requests.length - recordedRequests + 1);
			requests.push(request);
		}
		try {
			const response = await respond(request, hungUp);
			options.onRequest?.({ method: request.method, path: pathOf(request), status: response.status });
			return response;
		} catch (error) {
			if (!hungUp.aborted) {
				options.onError?.(error);
			}
			throw error;
		}
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
			tokens.revokeAll();
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

function makePortal(options: SandboxOptions): Portal & { readonly users: readonly SandboxUser[] } {
	const { now = () => new Date() } = options;
	const users = [
		{ username: 'admin@example.com', password: randomPassword(), administrator: true },
		{ username: 'manager@example.com', password: randomPassword(), administrator: false },
	];
	const database = new Database(options.catalog);
	seedDatabase(database, { today: now(), users });
	const apiKeys = new ApiKeys(now);
	for (const key of options.apiKeys ?? defaultKeys) {
		apiKeys.create(key);
	}
	return { database, apiKeys, users, tokens: new Tokens(), switches: options, now };
}

function randomPassword(): string {
	return randomBytes(12).toString('base64url');
}

import type { CatalogSource } from '../../../src/catalog/catalogSource';
import { createFlowluClient, type FlowluClient } from '../../../src/flowlu/flowluClient';
import { createHttpClient, type HttpClient } from '../../../src/net/httpClient';
import { createRequestQueue } from '../../../src/net/queue';
import { createRedactor, type Redactor } from '../../../src/net/redaction/redact';
import { SessionStore } from '../../../src/sessions/sessionStore';
import type { Log } from '../../../src/ui/log';
import { MemoryMemento } from '../../support/memoryMemento';
import { MemorySecrets } from '../../support/memorySecrets';
import { catalogUnderTest } from './extension';

/** The dependencies that activate() makes, over a keyring and a state in memory. */
export interface TestDependencies {
	readonly secrets: MemorySecrets;
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
	readonly http: HttpClient;
	readonly redactor: Redactor;
	readonly catalog: CatalogSource;
	readonly memento: MemoryMemento;
	readonly log: Log;
	/** What was logged, redacted as the log redacts it. */
	readonly logged: readonly string[];
}

export function createTestDependencies(secrets = new MemorySecrets()): TestDependencies {
	const redactor = createRedactor();
	const logged: string[] = [];
	const log = memoryLog(redactor, logged);
	const http = createHttpClient({
		queue: createRequestQueue(),
		loadTransport: async () => (await import('../../../src/net/transport/transport')).transport,
		limits: () => ({ timeout: 2000, maxBytes: 1_000_000 }),
	});
	return {
		secrets,
		sessions: new SessionStore(secrets, redactor, log),
		flowlu: createFlowluClient(http, () => 0),
		http,
		redactor,
		catalog: catalogUnderTest,
		memento: new MemoryMemento(),
		log,
		logged,
	};
}

function memoryLog(redactor: Redactor, logged: string[]): Log {
	const add = (text: string) => {
		logged.push(redactor.redact(text));
	};
	return {
		info: add,
		warn: add,
		error: (message, error) => {
			add(`${message} ${error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error)}`);
		},
		show: () => undefined,
		redact: text => redactor.redact(text),
	};
}

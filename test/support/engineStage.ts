import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parseCatalog } from '../../src/catalog/parseCatalog';
import { createEngine, type SendOptions } from '../../src/engine/engine';
import type { Outcome, StepOutcome } from '../../src/engine/outcome';
import type { Interaction, Ports, Scope, WriteAnswer, Writing } from '../../src/engine/ports';
import type { SentRequest } from '../../src/engine/sentRequest';
import { RequestStates } from '../../src/engine/requestStates';
import { ExchangeStore } from '../../src/exchanges/exchangeStore';
import type { AccountKind } from '../../src/flowlu/account';
import type { Access, FlowluClient } from '../../src/flowlu/flowluClient';
import type { Credential } from '../../src/flowlu/session';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import { readDotenv } from '../../src/http/build/dotenv';
import { type BlockId, BlockTracker } from '../../src/http/document/blockTracker';
import type { HttpDocument, RequestBlock, VariableDefinition } from '../../src/http/document/document';
import { parseDocument } from '../../src/http/document/parse';
import { surroundingsOf } from '../../src/http/document/surroundings';
import { CancelledError } from '../../src/net/networkErrors';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { combinedResponse } from '../../src/records/pages/combinedResponse';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { startSandbox } from '../../src/sandbox/sandbox';
import { quickFlowluClient } from './httpClient';

const folder = 'file:///w/';
const mainUri = `${folder}main.flowlu.http`;

/** The engine over loopback, with documents and files in memory, and whatever it asks answered as a test says. */
export class EngineStage {
	readonly sandboxes: Sandbox[] = [];
	readonly entries: SessionEntry[] = [];
	readonly exchanges: ExchangeStore;
	readonly states = new RequestStates();
	readonly redactor = createRedactor();
	/** Files beside the scratchpad, by name. */
	readonly files = new Map<string, string | Uint8Array>();
	/** What was asked, in its order. */
	readonly asked: string[] = [];
	/** What became of each step, in its order. */
	readonly ended: StepOutcome[] = [];
	/** What a history would keep, in its order. */
	readonly sent: SentRequest[] = [];
	/** What was waited for, in milliseconds; it takes no time. */
	readonly waited: number[] = [];
	/** What `$random…` variables draw. */
	random: () => number = () => 0.5;
	isTrusted = true;
	environment: string | undefined;
	/** Of the environment. */
	variables: Readonly<Record<string, string>> = {};
	/** Answers to prompts; undefined: dismissed. */
	prompted: Readonly<Record<string, string>> | undefined = {};
	confirms = true;
	write: WriteAnswer | undefined = 'send';
	/** The label of the session that is chosen where several would do. */
	picks: string | undefined;
	/** The origin of the account for whatever names none. */
	defaultAccount: string | undefined;
	/** Called with what is told of each step. */
	stepEnded: (...told: Parameters<Interaction['stepEnded']>) => unknown = () => undefined;
	/** Called before each question, and before the keyring gives a credential. */
	beforeAsking: (what: string) => Promise<void> = () => Promise.resolve();
	private readonly documents = new Map<string, HttpDocument>();
	private readonly credentials = new Map<string, Credential>();
	private readonly chosen = new Map<string, string>();
	readonly blocks = new BlockTracker(uri => this.documents.get(uri));
	readonly engine;
	readonly scope: Scope;

	constructor({
		limit,
		client = quickFlowluClient(),
	}: { readonly limit?: number; readonly client?: FlowluClient } = {}) {
		this.exchanges = new ExchangeStore(limit);
		const ports = this.ports(client);
		this.scope = ports.scope;
		this.engine = createEngine({
			ports,
			blocks: this.blocks,
			exchanges: this.exchanges,
			states: this.states,
		});
	}

	/** Adds an account of its own sandbox with one session. */
	async addAccount(name: string, kind: AccountKind = 'test', label = 'Main'): Promise<Sandbox> {
		const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
		const sandbox = await startSandbox({ port: 0, recordsRequests: true, catalog });
		this.sandboxes.push(sandbox);
		this.addSession({ name, origin: sandbox.origin }, sandbox.createApiKey(label).key, kind, label);
		return sandbox;
	}

	addSession(
		account: SessionEntry['session']['account'],
		key: string,
		kind: AccountKind = 'test',
		label = 'Main',
	): SessionEntry {
		const session = { id: randomUUID(), account, grant: 'apiKey', label, tail: '' } as const;
		const active = this.entries.every(entry => entry.session.account.origin !== account.origin);
		const entry: SessionEntry = { session, accountKind: kind, active, addedAt: this.entries.length };
		const secret = new Secret(key);
		this.redactor.add(secret);
		this.entries.push(entry);
		this.credentials.set(session.id, { kind: 'apiKey', apiKey: secret });
		return entry;
	}

	removeCredential({ session }: SessionEntry): void {
		this.credentials.delete(session.id);
	}

	replaceKey({ session }: SessionEntry, key: string): void {
		this.credentials.set(session.id, { kind: 'apiKey', apiKey: new Secret(key) });
	}

	private accessOf(id: string): Access | undefined {
		const entry = this.entries.find(({ session }) => session.id === id);
		const credential = this.credentials.get(id);
		const current = () => Promise.resolve(this.accessOf(id));
		return entry && credential && { account: entry.session.account, credential, current };
	}

	/** Opens a document in the place of the one that was open. */
	open(text: string, uri = mainUri): void {
		const document = parseDocument(text);
		this.documents.set(uri, document);
		this.blocks.opened(uri, document);
	}

	/** Replaces the first occurrence of a text in the open document. */
	edit(from: string, to: string, uri = mainUri): void {
		const before = this.documents.get(uri) ?? parseDocument('');
		const start = before.text.indexOf(from);
		const span = { start, end: start + from.length };
		const after = before.edited(span, to);
		this.documents.set(uri, after);
		this.blocks.edited(uri, before, { span, text: to }, after);
	}

	/** The request that the last occurrence of the text is in. */
	block(text: string, uri = mainUri): BlockId {
		return this.blockAt(this.documents.get(uri)?.text.lastIndexOf(text) ?? -1, uri);
	}

	/** Those of the open document, in the order of the text. */
	requests(uri = mainUri): readonly RequestBlock[] {
		return this.documents.get(uri)?.blocks ?? [];
	}

	/** The request at an offset of the open document. */
	blockAt(offset: number, uri = mainUri): BlockId {
		const block = this.documents.get(uri)?.blockAt(offset);
		if (block === undefined) {
			throw new Error(`There is no request at ${offset}.`);
		}
		return this.blocks.idOf(uri, block);
	}

	/** @param request one that is known already, or a text of it */
	async send(request: string | BlockId, options?: SendOptions): Promise<Outcome> {
		return (await this.engine.send(this.idOf(request), options)).outcome;
	}

	/** Sends it with the first session of an account, whatever the text says. */
	async sendAs(request: string, account: string): Promise<Outcome> {
		const entry = this.entries.find(({ session }) => session.account.name === account);
		return (await this.engine.send(this.idOf(request), { ...(entry && { as: entry }) })).outcome;
	}

	/** Opens a document, sends the request with the text (else the first one), and gives the outcome in a few words. */
	async result(content: string, text?: string): Promise<string> {
		this.open(content);
		return words(await this.send(text ?? content));
	}

	prepare(request: string | BlockId) {
		return this.engine.prepare(this.idOf(request));
	}

	choose(entry: SessionEntry): void {
		this.chosen.set(mainUri, entry.session.id);
	}

	/** What reached the sandboxes, in the order of the accounts: method, path and query without the key, body. */
	received(): readonly string[] {
		return this.sandboxes.flatMap(sandbox =>
			sandbox.requests().map(({ method, url, body }) => {
				const short = url.replace('/api/v1/module/', '').replace(/[?&]api_key=[^&]*/u, '');
				return [method, short, ...(body === '' ? [] : [body])].join(' ');
			}),
		);
	}

	async close(): Promise<void> {
		this.states.cancelAll();
		await Promise.all(this.sandboxes.map(sandbox => sandbox.close()));
	}

	private idOf(request: string | BlockId): BlockId {
		return typeof request === 'string' ? this.block(request) : request;
	}

	/** What the environment and imports bring. */
	private surround(uri: string): void {
		const [document, none] = [this.documents.get(uri), { start: 0, end: 0 }];
		const variables = Object.entries(this.variables).map(([name, value]): VariableDefinition => ({
			name,
			value,
			span: none,
			nameSpan: none,
			valueSpan: none,
			uses: [],
			closed: true,
			environment: 'shared',
		}));
		const imported = this.importsOf(uri).flatMap(other => this.documents.get(other) ?? []);
		if (document !== undefined) {
			this.documents.set(uri, document.within(surroundingsOf(variables, imported)));
		}
	}

	private importsOf(uri: string): readonly string[] {
		const references = this.documents.get(uri)?.references ?? [];
		const imported = references.flatMap(({ kind, text }) => (kind === 'document' ? [this.file(text)] : []));
		return imported.filter(found => found !== undefined);
	}

	private ports(flowlu: FlowluClient): Ports {
		return {
			flowlu,
			allPages: (request, access, options) =>
				combinedResponse(request, access, options, { flowlu, yieldToEventLoop: () => setImmediate() }),
			redactor: this.redactor,
			userAgent: 'test',
			yieldToEventLoop: () => setImmediate(),
			countDown: async (milliseconds, signal, onLeft) => {
				this.waited.push(milliseconds);
				onLeft(milliseconds);
				await this.beforeAsking('wait');
				if (signal.aborted) {
					throw new CancelledError();
				}
			},
			requestSent: sent => {
				this.sent.push(sent);
			},
			sources: {
				now: () => new Date(0),
				random: () => this.random(),
				uuid: () => 'uuid',
				processVariable: name => ({ HOME: '/home', GITHUB_TOKEN: 'outside-0123456789' })[name],
			},
			sessions: {
				list: () => Promise.resolve([...this.entries]),
				accessOf: async id => {
					await this.beforeAsking('keyring');
					return this.accessOf(id);
				},
			},
			files: {
				read: (_uri, path) => {
					const content = this.files.get(path.replace('./', ''));
					return Promise.resolve(
						content === undefined
							? { code: path.startsWith('../') ? ('fileOutside' as const) : ('missingFile' as const), detail: path }
							: typeof content === 'string'
								? new TextEncoder().encode(content)
								: content,
					);
				},
				dotenv: () => Promise.resolve(readDotenv(String(this.files.get('.env') ?? ''))),
			},
			scope: {
				isTrusted: () => this.isTrusted,
				document: uri => this.documents.get(uri),
				ready: uri => {
					this.surround(uri);
					return Promise.resolve();
				},
				imports: uri => Promise.resolve(this.importsOf(uri)),
				open: (_uri, path) => {
					const uri = this.file(path);
					this.surround(uri ?? '');
					return Promise.resolve(uri === undefined ? { code: 'missingFile', detail: path } : { uri });
				},
				environment: () => this.environment,
				chosenSession: uri => this.chosen.get(uri),
				defaultAccount: () => this.defaultAccount,
				chooseSession: (uri, { session }) => {
					this.chosen.set(uri, session.id);
				},
			},
			interaction: this.interaction(),
		};
	}

	private interaction(): Interaction {
		const ask = async (what: string): Promise<void> => {
			this.asked.push(what);
			await this.beforeAsking(what);
		};
		return {
			promptValues: async prompts => {
				await ask(`prompt ${prompts.map(({ name }) => name).join()}`);
				const given = this.prompted;
				return given && new Map(prompts.map(({ name }) => [name, given[name] ?? '']));
			},
			confirmNote: async note => {
				await ask(`note ${note}`);
				return this.confirms;
			},
			confirmWrite: async ({ operation: { kind, entity = '', id = '' } }: Writing) => {
				await ask(`write ${kind} ${entity} ${id}`.trim());
				return this.write;
			},
			chooseSession: async candidates => {
				await ask(`session ${candidates.map(({ session }) => `${session.account.name}/${session.label}`).join()}`);
				return candidates.find(({ session }) => session.account.name === this.picks || session.label === this.picks);
			},
			stepEnded: (step, options) => {
				this.ended.push(step);
				this.stepEnded(step, options);
				return Promise.resolve();
			},
		};
	}

	private file(path: string): string | undefined {
		const name = path.replace('./', '');
		const content = this.files.get(name);
		const uri = folder + name;
		if (typeof content === 'string' && !this.documents.has(uri)) {
			this.open(content, uri);
		}
		return typeof content === 'string' ? uri : undefined;
	}
}

/** `answered 200`, `blocked problems unknownVariable`, `skipped (one: answered error)`. */
export function words(outcome: Outcome): string {
	switch (outcome.kind) {
		case 'answered':
			return `answered ${outcome.isError ? 'error' : outcome.status}`;
		case 'saved':
			return `saved ${outcome.bytes} bytes`;
		case 'ran':
			return `ran ${outcome.steps.map(step => words(step.outcome)).join(', ')} of ${outcome.total}`;
		case 'blocked':
			return `blocked ${outcome.because}${outcome.because === 'problems' ? ` ${outcome.problems.map(({ code }) => code).join()}` : ''}`;
		case 'failed':
			return `failed ${outcome.error instanceof Error ? outcome.error.name : String(outcome.error)}`;
		case 'skipped':
			return `skipped (${outcome.because.name}: ${words(outcome.because.outcome)})`;
		case 'declined':
		case 'cancelled':
			return outcome.kind;
	}
}

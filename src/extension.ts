import * as vscode from 'vscode';
import { version } from '../package.json';
import { catalogSource } from './catalog/catalogSource';
import { ExchangeStore } from './exchanges/exchangeStore';
import { registerAccounts } from './features/accounts/accounts';
import { registerApi } from './features/api/registerApi';
import { registerEditor } from './features/editor/editor';
import type { ListSource } from './features/exporting/exportDependencies';
import { registerExporting } from './features/exporting/exporting';
import { type History, registerHistory } from './features/history/history';
import { registerLinks } from './features/links/links';
import { registerResponses, type Responses } from './features/responses/responses';
import { registerRunning } from './features/running/running';
import { registerSandbox } from './features/sandbox/registerSandbox';
import { registerSending } from './features/sending/sending';
import { registerSignIn } from './features/signIn/signIn';
import { registerTables } from './features/table/tables';
import { registerTesting, type Testing } from './features/testing/testing';
import { registerTypedKeys } from './features/typedKeys/typedKeys';
import type { FlowluClient } from './flowlu/flowluClient';
import type { HttpClient } from './net/httpClient';
import { createRedactor } from './net/redaction/redact';
import { Secret } from './net/redaction/secret';
import type { Network } from './network';
import { CachedPermissions } from './sessions/cachedPermissions';
import { SessionStore } from './sessions/sessionStore';
import { lazily } from './ui/lazily';
import { createLog } from './ui/log';
import { showMessage } from './ui/messages/messages';
import { redactBy } from './ui/messages/windowRedactor';

/** What integration tests reach into; nothing outside a test run. */
export interface TestApi {
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
	readonly http: HttpClient;
	readonly exchanges: ExchangeStore;
	readonly responses: Responses;
	readonly history: History;
	readonly testing: Testing;
	/** As the extension has it: VS Code 1.105 gives ES modules another one than CommonJS, which the tests are. */
	readonly window: typeof vscode.window;
	/** Tests are bundles of their own, whose class would be another one. */
	createSecret(text: string): Secret;
}

export function activate(context: vscode.ExtensionContext): TestApi | undefined {
	const { bundle } = vscode.l10n;
	if (bundle !== undefined) {
		// Asked for before anything that has such texts is loaded.
		void import('./messages/plural').then(({ translateTexts }) => {
			translateTexts(bundle, vscode.env.language);
		});
	}
	const channel = vscode.window.createOutputChannel('Flowlu', { log: true });
	const redactor = createRedactor();
	redactBy(redactor);
	const log = createLog(channel, redactor);
	const sessions = new SessionStore(context.secrets, redactor, log);
	const permissions = new CachedPermissions(context.globalState, sessions);
	const { http, flowlu } = lazyNetwork();
	const bundledCatalog = catalogSource(() => readCatalogFile(context.extensionUri));
	const catalog = catalogSource(
		() => readCatalogFile(context.extensionUri),
		async () => (await import('./features/api/keptCatalog')).readKeptCatalog(context.globalStorageUri),
		error => {
			log.error('The catalog file that was loaded cannot be read.', error);
			void showMessage(
				'warning',
				vscode.l10n.t(
					'The catalog file that you loaded cannot be read any more. Load it again with Flowlu: Load Catalog….',
				),
			);
		},
	);
	const exchanges = new ExchangeStore();
	const responses = registerResponses({
		redactor,
		log,
		exchanges,
		catalog,
		storageUri: context.globalStorageUri,
		locate: async block => (await sending.requests.load()).locate(block),
	});
	const scratchpads = lazily(async () =>
		(await import('./scratchpads/scratchpads')).openScratchpads({
			sessions,
			log,
			redactor,
			workspaceState: context.workspaceState,
		}),
	);
	const history = registerHistory({ storageUri: context.globalStorageUri, sessions, redactor, log });
	const sending = registerSending({
		scratchpads,
		sessions,
		permissions,
		flowlu,
		log,
		redactor,
		userAgent: `flowlu-workbench/${version}`,
		exchanges,
		showResponse: block => responses.show(block),
		requestSent: sent => {
			history.record(sent);
		},
	});
	const exporting = registerExporting({ sessions, flowlu, redactor, catalog, log, sourceAt });
	const tables = registerTables({
		extensionUri: context.extensionUri,
		exchanges,
		sessions,
		flowlu,
		redactor,
		log,
		catalog,
		memento: context.globalState,
		exports: exporting.load,
		blockOfResponse: async document => (await responses.exchangeAt(document))?.block,
		blockAt: async (uri, offset) => (await sending.requests.load()).blockAt(uri, offset),
		locate: async block => (await sending.requests.load()).locate(block),
	});
	const signIn = registerSignIn({
		sessions,
		permissions,
		flowlu,
		http,
		log,
		redactor,
		memento: context.globalState,
		catalog,
	});

	const testing = registerTesting({
		sessions,
		redactor,
		log,
		running: async () => (await sending.requests.load()).running,
	});

	async function sourceAt(uri: string | undefined, offset: number | undefined): Promise<ListSource | undefined> {
		const shown = uri === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(uri);
		const exchange = shown && (await responses.exchangeAt(shown));
		if (exchange !== undefined) {
			return { request: exchange.request, session: exchange.session.id };
		}
		return (await sending.requests.load()).listAt(uri, offset);
	}

	context.subscriptions.push(
		channel,
		sessions,
		responses,
		signIn,
		permissions,
		registerTypedKeys({
			sessions,
			redactor,
			log,
			addCredential: (credential, account) => signIn.addCredential(credential, account),
		}),
		registerAccounts({ sessions, permissions, flowlu, log, catalog }),
		scratchpads,
		sending,
		history,
		tables,
		registerEditor({
			scratchpads,
			sessions,
			flowlu,
			log,
			catalog,
			// What reads JSON is loaded with the first response.
			recordNames: async of =>
				exchanges.all().length === 0 ? [] : (await import('./exchanges/recordNames')).recordNames(exchanges.all(), of),
			responseMembers: async (document, variable) =>
				(await sending.requests.load()).responseMembers(document, variable),
			membersOf: async (document, block, where) => (await sending.requests.load()).membersOf(document, block, where),
		}),
		exporting,
		registerRunning({
			sessions,
			redactor,
			extensionUri: context.extensionUri,
			log,
			running: async () => (await sending.requests.load()).running,
			locate: async block => (await sending.requests.load()).locate(block),
			showResponse: block => responses.show(block),
		}),
		registerApi({
			catalog,
			sessions,
			permissions,
			log,
			extensionUri: context.extensionUri,
			storage: context.globalStorageUri,
		}),
		registerLinks({ sessions, log }),
		registerSandbox({ sessions, log, memento: context.globalState, catalog: bundledCatalog }),
		testing,
	);
	return context.extensionMode === vscode.ExtensionMode.Test
		? {
				sessions,
				flowlu,
				http,
				exchanges,
				responses,
				history,
				testing,
				window: vscode.window,
				createSecret: text => new Secret(text),
			}
		: undefined;
}

async function readCatalogFile(extensionUri: vscode.Uri): Promise<unknown> {
	const file = vscode.Uri.joinPath(extensionUri, 'media', 'catalog.json');
	return JSON.parse(await (await import('./scratchpads/files/workspaceFiles')).readOwnFile(file));
}

/** Client and protocol are loaded with the first request. */
function lazyNetwork(): Network {
	const network = lazily(async () => (await import('./network')).createNetwork());
	return {
		http: { send: async (request, options) => (await network.load()).http.send(request, options) },
		flowlu: {
			send: async (request, access, options) => (await network.load()).flowlu.send(request, access, options),
			call: async (call, access, options) => (await network.load()).flowlu.call(call, access, options),
		},
	};
}

import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import type { Blocked, StepOutcome } from '../../engine/outcome';
import type { Prepared } from '../../engine/prepare';
import { createEngine } from '../../engine/engine';
import { RequestStates } from '../../engine/requestStates';
import type { SentRequest } from '../../engine/sentRequest';
import type { Exchange } from '../../exchanges/exchange';
import type { ExchangeStore } from '../../exchanges/exchangeStore';
import type { FlowluClient } from '../../flowlu/flowluClient';
import type { Session } from '../../flowlu/session';
import type { BlockId, LocateBlock, RequestPosition } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redaction/redact';
import type { Running } from '../../runs/runRequests';
import { reopened, scopeOf, workspaceFiles } from '../../scratchpads/engineScope';
import { languageId, otherLanguageId } from '../../scratchpads/languageId';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import { locate, namedOrigin } from '../../scratchpads/place';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import type { CommandHandlers } from '../../ui/commands/commands';
import { setContextKey } from '../../ui/commands/contextKeys';
import { describeError } from '../../ui/messages/errorMessages';
import type { Lazy, Owned } from '../../ui/lazily';
import type { Log } from '../../ui/log';
import { showMessage } from '../../ui/messages/messages';
import { logErrors } from '../../ui/providerErrors';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { allPagesBy, listToRead, type ListToRead } from './allPages';
import { cancelAtCursor, cancelOnly } from './cancelling';
import { chooseKey } from './chooseKey';
import { chooseDefaultAccount, showDefaultAccount } from './defaultAccount';
import { confirmWrites, questions } from './interaction';
import { copyCommands } from './copying/copyCommands';
import { keptMembers, type KeptMembers } from './keptMembers';
import { newScratchpad } from './newScratchpad';
import { PlainBlocks } from './plainBlocks';
import { tellBlocked, tellNoRequest } from './outcomes/outcomeMessages';
import { tellSent } from './outcomes/tellSent';
import { Refusals, refusalActions } from './outcomes/refusals';
import { underlineFailedChecks } from './outcomes/failedChecks';
import { type LensSource, SendCodeLensProvider } from './lenses/requestLenses';
import { cameOf, showOutcome } from './outcomes/showOutcome';
import { registerStatusBar } from './statusBar';
import { noteVerdict, refusalIn } from './outcomes/verdict';
import { ViewportBlocks } from '../../scratchpads/viewportBlocks';
import { whenDrawn } from './lenses/whenDrawn';
import { registerWriteMarks } from './lenses/writeMarks';
import { logExchange, shortName } from './outcomes/exchangeNames';
import { sendTo } from './sendTo';

export interface RequestsDependencies {
	readonly scratchpads: Lazy<Scratchpads>;
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
	readonly flowlu: FlowluClient;
	readonly log: Log;
	readonly redactor: Redactor;
	/** Sent with every request that names none. */
	readonly userAgent: string;
	readonly exchanges: ExchangeStore;
	readonly showResponse: (block: BlockId) => Promise<void>;
	/** Told of each request that went out. */
	readonly requestSent: (sent: SentRequest) => void;
}

/** The requests of this window's scratchpads: runs the commands that send and cancel. */
export interface Requests extends CommandHandlers<CommandOf<'sending'>>, KeptMembers, Owned {
	/** For whoever sends more than one request. */
	readonly running: Running;
	/** The request at a place as it would be sent now, by which session, and of a list the records that are wanted at most; undefined where it cannot be sent, which the user is told. */
	listAt(uri: string | undefined, offset: number | undefined): Promise<ListToRead | undefined>;
	/** The request at a place, that of the cursor unless one is given; undefined where there is none. */
	blockAt(uri?: string, offset?: number): Promise<BlockId | undefined>;
	/** Where the request stands now; its file is opened again where it was closed. Undefined where it is no more. */
	readonly locate: LocateBlock;
}

export async function registerRequests(dependencies: RequestsDependencies): Promise<Requests> {
	const { sessions, permissions, flowlu, log, redactor, userAgent, exchanges, showResponse, requestSent } =
		dependencies;
	const scratchpads = await dependencies.scratchpads.load();
	const { environments, choices, blocks } = scratchpads;
	const states = new RequestStates();
	const refusals = new Refusals(refusalActions(sessions, locateBlock));
	const ports = {
		scope: scopeOf(scratchpads),
		files: workspaceFiles,
		interaction: { ...questions(redactor), stepEnded },
		sessions,
		flowlu,
		allPages: allPagesBy({ flowlu, yieldToEventLoop }),
		redactor,
		sources: {
			now: () => new Date(),
			random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
			uuid: () => crypto.randomUUID(),
			processVariable: (name: string) => process.env[name],
		},
		userAgent,
		yieldToEventLoop,
		requestSent,
	};
	const engine = createEngine({ ports, blocks, exchanges, states });
	const changed = new vscode.EventEmitter<void>();
	const fireChanged = (): void => {
		changed.fire();
	};
	const near = new ViewportBlocks();
	const plainBlocks = new PlainBlocks();
	const source: LensSource = {
		viewportBlocks: document => near.of(document).filter(block => isOurs(document, block)),
		stateOf: (document, block) => {
			const id = blocks.known(document.uri.toString(), block);
			return id === undefined ? undefined : states.of(id);
		},
		ready: async document => {
			await choices.known();
			await plainBlocks.ready(near.of(document));
		},
		plainBlock: (document, block) => plainBlocks.of(parsedDocument(document), block),
		choiceFor: (document, block) => choices.choiceFor(document, block),
		otherSender: (document, block, now) => {
			const id = blocks.known(document.uri.toString(), block);
			const sender = id === undefined ? undefined : exchanges.of(id)?.exchange.session;
			return now.kind === 'session' && isSameTo(sender, now.entry.session) ? undefined : sender;
		},
		permissionsOf: ({ session }) => permissions.of(session.id),
		onDidChange: changed.event,
		redact: text => redactor.redact(text),
		redactOwnText: text => redactor.redactOwnText(text),
	};
	const statusBar = registerStatusBar(states, changed.event);
	const owned = vscode.Disposable.from(
		new vscode.Disposable(() => {
			states.cancelAll();
		}),
		changed,
		whenDrawn(states, fireChanged),
		underlineFailedChecks({ states, blocks, redactor, log }),
		choices.onDidChange(fireChanged),
		permissions.onDidChange(fireChanged),
		environments.onDidChange(fireChanged),
		near,
		near.onDidLeave(fireChanged),
		vscode.workspace.onDidGrantWorkspaceTrust(fireChanged),
		vscode.languages.registerCodeLensProvider(
			[languageId, otherLanguageId],
			logErrors(new SendCodeLensProvider(source), log),
		),
		registerWriteMarks(languageId, source),
		statusBar,
		showDefaultAccount(choices),
	);

	/** All in a scratchpad; elsewhere those that go to an account that is configured here. */
	function isOurs(document: vscode.TextDocument, block: Parameters<LensSource['stateOf']>[1]): boolean {
		if (document.languageId === languageId) {
			return true;
		}
		const origin = namedOrigin({ document, block });
		return choices.soFar.some(({ session }) => session.account.origin === origin);
	}

	function idAt(uri: string | undefined, offset: number | undefined): BlockId | undefined {
		const place = locate(uri, offset);
		return place && blocks.idOf(place.document.uri.toString(), place.block);
	}

	async function locateBlock(block: BlockId): Promise<RequestPosition | undefined> {
		const uri = blocks.uriOf(block);
		if (uri !== undefined) {
			await reopened(uri);
		}
		const place = blocks.find(block);
		return place && { uri: place.uri, offset: place.block.requestLine.start };
	}

	/**
	 * Shows a response as it comes, of the rows of a file the last one; the engine goes on when it is shown. Nothing that fails here makes a response
	 * another one.
	 */
	async function stepEnded({ block, outcome }: StepOutcome, { quietly }: { quietly: boolean }): Promise<void> {
		const latest = exchanges.of(block);
		if (latest?.kind !== 'kept') {
			return;
		}
		const { exchange } = latest;
		try {
			if (outcome.kind !== 'answered') {
				const sendings = outcome.kind === 'ran' ? outcome.steps.filter(({ row }) => row !== undefined) : [{ outcome }];
				if (!quietly && sendings.some(sending => cameOf(exchange, sending.outcome))) {
					await showResponse(block);
				}
				return;
			}
			if (exchange.isUnlogged !== true) {
				logExchange(exchange, log);
			}
			// Before it is shown: of several refused ones the first is what the user wants sent again, however long each takes to draw.
			suggestRenewal(block, exchange);
			if (!quietly) {
				await showResponse(block);
			}
			void setContextKey('flowlu.hasSent', true);
			// The user waits for the response, nobody for the keyring.
			await noteVerdict(exchange.session.id, exchange.reading.envelope, sessions);
		} catch (error) {
			log.error('A response could not be shown or noted.', error);
			void showMessage('error', describeError(error));
		}
	}

	/** The question stays beside everything else: neither the response nor the next request waits for it. */
	function suggestRenewal(block: BlockId, { session, request, reading: { envelope } }: Exchange): void {
		if (envelope.kind === 'error' && refusalIn(envelope) === 'refused') {
			const { message } = envelope.error;
			refusals.note({ session, request: shortName(request), message, block }).catch((error: unknown) => {
				log.error('A refused session could not be renewed.', error);
			});
		}
	}

	async function preparedAt(uri: string | undefined, offset: number | undefined): Promise<Prepared | undefined> {
		const block = idAt(uri, offset);
		const prepared = block === undefined ? undefined : await engine.prepare(block);
		if (prepared === undefined || (prepared.kind === 'blocked' && isRunStatement(prepared))) {
			await tellNoRequest();
		} else if (prepared.kind === 'blocked') {
			await tellBlocked(prepared);
		}
		return prepared?.kind === 'prepared' ? prepared : undefined;
	}

	async function showLast(block: BlockId | undefined): Promise<void> {
		const state = block === undefined ? undefined : states.of(block);
		if (block !== undefined && state?.kind === 'ended') {
			await showOutcome({ block, name: '', outcome: state.outcome }, { exchanges, showResponse });
		}
	}

	return {
		running: { engine, blocks, scope: ports.scope, confirmWrites },
		...keptMembers({ ports, blocks, exchanges }),
		listAt: async (uri, offset) => listToRead(await preparedAt(uri, offset)),
		blockAt: (uri, offset) => Promise.resolve(idAt(uri, offset)),
		locate: locateBlock,
		'flowlu.newScratchpad': element => newScratchpad(element, sessions),
		'flowlu.send': async (uri, offset) => {
			const block = idAt(uri, offset);
			if (block === undefined) {
				await tellNoRequest();
			} else {
				await tellSent(await engine.send(block), locateBlock, log);
			}
		},
		...copyCommands(preparedAt, redactor),
		'flowlu.sendToFile': async (uri, offset) => {
			const place = locate(uri, offset);
			const block = idAt(uri, offset);
			if (place === undefined || block === undefined) {
				await tellNoRequest();
				return;
			}
			const choice = choices.choiceFor(place.document, place.block);
			const { sendToFile } = await import('./sendToFile');
			await sendToFile(block, place.block, choice, { engine, states, exchanges, redactor, log });
		},
		'_flowlu.sendTo': async (uri, offset) => {
			const block = idAt(uri, offset);
			await (block && sendTo(block, { engine, sessions, log }));
		},
		'flowlu.cancel': (uri, offset) => {
			(offset === undefined ? cancelAtCursor : cancelOnly)(states, idAt(uri, offset));
		},
		'_flowlu.cancelShown': () => {
			cancelOnly(states, statusBar.shown());
		},
		'flowlu.chooseDefaultAccount': () => chooseDefaultAccount(choices),
		'_flowlu.chooseSession': (uri, offset) => chooseKey(locate(uri, offset), source, choices),
		'_flowlu.showResponse': (uri, offset) => showLast(idAt(uri, offset)),
		dispose: () => {
			owned.dispose();
		},
	};
}

/** Do the two look the same to a user? A key that was replaced keeps its label. */
function isSameTo(one: Session | undefined, { account, label }: Session): boolean {
	return one?.account.origin === account.origin && one.label === label;
}

function isRunStatement(blocked: Blocked): boolean {
	return blocked.because === 'problems' && blocked.problems.some(({ code }) => code === 'runStatement');
}

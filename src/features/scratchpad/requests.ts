import * as vscode from 'vscode';
import type { AccountReference, SessionReference } from '../../contributions';
import type { Account } from '../../flowlu/account';
import type { FlowluClient } from '../../flowlu/client';
import type { Exchange } from '../../flowlu/exchange';
import type { HttpDocument, RequestBlock } from '../../http/document';
import type { RequestVariable } from '../../http/requestVariables';
import type { Redactor } from '../../net/redact';
import { accountAt } from '../../sessions/accountsOf';
import type { KeptPermissions } from '../../sessions/keptPermissions';
import type { SessionEntry, SessionStore } from '../../sessions/sessionStore';
import type { CommandHandlers } from '../../ui/commands';
import { guarded } from '../../ui/guarded';
import type { Owned } from '../../ui/lazily';
import type { Log } from '../../ui/log';
import { showMessage } from '../../ui/messages';
import type { AnswerMember } from './answerMembers';
import { exchangesFor } from './beforeSending';
import { SendCodeLensProvider, type LensSource } from './codeLenses';
import { registerDiagnostics } from './diagnostics';
import { Environments } from './environments';
import { RequestFoldingRangeProvider } from './folding';
import { NearBlocks } from './nearBlocks';
import { scratchpadText } from './newScratchpad';
import { languageId, otherLanguageId } from './languageId';
import { documentAt, importedDocuments } from './imports';
import { followEdits, parsedDocument } from './parsedDocuments';
import { locate, namedOrigin, type Place } from './place';
import { Refusals, refusalActions } from './refusals';
import { RequestRuns } from './requestRuns';
import { RunStatements } from './runStatements';
import { SessionChoices } from './sessionChoices';
import { registerStatusBar } from './statusBar';
import { registerWriteMarks } from './writeMarks';
import { type Entry, entriesOf } from './workspaceFiles';
import { WriteGuard } from './writeGuard';

export interface RequestsParts {
	readonly sessions: SessionStore;
	readonly permissions: KeptPermissions;
	readonly flowlu: FlowluClient;
	readonly log: Log;
	readonly redactor: Redactor;
	readonly workspaceState: vscode.Memento;
	/** Sent with every request that names none. */
	readonly userAgent: string;
	readonly showAnswer: (exchange: Exchange) => Promise<void>;
}

/** What is known of the documents at any time, without waiting. */
export interface Reading {
	parsedDocument(document: vscode.TextDocument): HttpDocument;
	/** What the document imports, and what that imports in turn; waits for files only. */
	importedDocuments(document: vscode.TextDocument): Promise<readonly vscode.TextDocument[]>;
	/** The file that the document names behind `run`; undefined where it is not there, or not to be read. */
	runDocument(document: vscode.TextDocument, path: string): Promise<vscode.TextDocument | undefined>;
	/** Whom the request would go to now; undefined while that is open. */
	accountFor(document: vscode.TextDocument, block: RequestBlock): Account | undefined;
	/** As far as they were read. */
	sessions(): readonly SessionEntry[];
	/** What can be written behind a part of what another request sent or got last; nothing before it is answered. */
	answerMembers(document: vscode.TextDocument, variable: RequestVariable): Promise<readonly AnswerMember[]>;
	/** Where a file of environments defines a variable that counts for the document. */
	environmentDefinition(document: vscode.TextDocument, name: string): Promise<vscode.Location | undefined>;
	/** What is in a folder of the workspace, by its path from the document's; nothing where the workspace is not trusted. */
	entriesOf(document: vscode.TextDocument, path: string): Promise<readonly Entry[]>;
}

type RequestCommand =
	| 'flowlu.newScratchpad'
	| 'flowlu.send'
	| 'flowlu.cancel'
	| 'flowlu.chooseEnvironment'
	| 'flowlu.copyAsCurl'
	| 'flowlu.pasteCurl'
	| '_flowlu.chooseSession'
	| '_flowlu.showAnswer';

/** The requests of this window's scratchpads: registers the language aids, and gives what runs the commands that send and cancel. */
export function registerRequests(
	parts: RequestsParts,
): CommandHandlers<RequestCommand> & Owned & { readonly reading: Reading } {
	const { sessions, permissions, log, redactor, showAnswer } = parts;
	const edits = followEdits();
	const runs = new RequestRuns();
	const environments = new Environments(parts);
	const statements = new RunStatements();
	const choices = new SessionChoices(sessions, log);
	const guard = new WriteGuard(async writing => (await import('./writeQuestion')).askToWrite(writing));
	const refusals = new Refusals(refusalActions(sessions));
	const changed = new vscode.EventEmitter<void>();
	const fireChanged = (): void => {
		changed.fire();
	};
	const near = new NearBlocks();
	const folding = new RequestFoldingRangeProvider();
	const source: LensSource = {
		blocksNear: document => near.of(document).filter(block => isOurs({ document, block }, choices)),
		runs,
		statements,
		ready: () => choices.known(),
		choiceFor: (document, block) => choices.choiceFor(document, block),
		permissionsOf: ({ session }) => permissions.of(session.id),
		onDidChange: changed.event,
		redact: text => redactor.redact(text),
	};
	const owned = vscode.Disposable.from(
		edits,
		runs,
		statements,
		environments,
		choices,
		changed,
		runs.onDidChange(fireChanged),
		statements.onDidChange(fireChanged),
		choices.onDidChange(fireChanged),
		permissions.onDidChange(fireChanged),
		environments.onDidChange(fireChanged),
		near,
		folding,
		near.onDidLeave(fireChanged),
		vscode.workspace.onDidGrantWorkspaceTrust(fireChanged),
		vscode.languages.registerCodeLensProvider(
			[languageId, otherLanguageId],
			guarded(new SendCodeLensProvider(source), log),
		),
		registerWriteMarks(languageId, source),
		vscode.languages.registerFoldingRangeProvider(languageId, guarded(folding, log)),
		registerDiagnostics(languageId, {
			follow: document => environments.follow(document),
			ready: () => choices.known(),
			redact: text => redactor.redact(text),
			onDidChange: listener =>
				vscode.Disposable.from(choices.onDidChange(listener), environments.onDidChange(listener)),
		}),
		registerStatusBar(runs),
	);
	const sendParts = {
		...parts,
		runs,
		statements,
		choices,
		guard,
		refusals,
		ready: (document: vscode.TextDocument) => environments.ready(document),
	};
	return {
		reading: readingOf({ choices, runs, environments }),
		'flowlu.newScratchpad': element => newScratchpad(element, parts),
		'flowlu.send': async (uri, offset) => {
			// Before anything is loaded: the cursor may be at another request by then.
			const place = locate(uri, offset);
			const { sendAt } = await import('./sendAt');
			await sendAt(place, sendParts);
		},
		'flowlu.copyAsCurl': async (uri, offset) => {
			const place = locate(uri, offset);
			const { copyAt } = await import('./sendAt');
			await copyAt(place, sendParts);
		},
		'flowlu.pasteCurl': async () => (await import('./curl/pasteCurl')).pasteCurl(),
		'flowlu.cancel': (uri, offset) => {
			cancel(uri, offset, { runs, statements });
			return Promise.resolve();
		},
		'flowlu.chooseEnvironment': () => environments.choose(),
		'_flowlu.chooseSession': (uri, offset) => choices.ask(uri, offset),
		'_flowlu.showAnswer': async (uri, offset) => {
			const place = locate(uri, offset);
			const state = place && runs.of(place.document, place.block)?.state;
			if (state?.kind === 'answered' && state.exchange !== undefined) {
				await showAnswer(state.exchange);
			} else if (state?.kind === 'answered') {
				await showMessage(
					'information',
					vscode.l10n.t('This answer is no longer kept: later ones needed its room. Send the request again.'),
				);
			} else if (state?.kind === 'failed') {
				await showMessage('error', state.message);
			}
		},
		dispose: () => {
			owned.dispose();
		},
	};
}

interface ReadingParts {
	readonly choices: SessionChoices;
	readonly runs: RequestRuns;
	readonly environments: Environments;
}

function readingOf({ choices, runs, environments }: ReadingParts): Reading {
	return {
		parsedDocument,
		importedDocuments,
		runDocument: documentAt,
		accountFor: (document, block) => {
			const choice = choices.choiceFor(document, block);
			return choice.kind === 'session' ? choice.entry.session.account : undefined;
		},
		sessions: () => choices.soFar,
		answerMembers: async (document, variable) => {
			const exchange = (await exchangesFor(document, runs)).get(variable.request);
			// What reads JSON is loaded with the first answer that is asked for.
			return exchange === undefined ? [] : (await import('./answerMembers')).answerMembers(exchange, variable);
		},
		environmentDefinition: (document, name) => environments.definitionOf(document, name),
		entriesOf,
	};
}

async function newScratchpad(
	reference: AccountReference | SessionReference | undefined,
	{ sessions }: RequestsParts,
): Promise<void> {
	const entries = await sessions.list();
	const content = scratchpadText(reference && elementOf(reference, entries), entries);
	const document = await vscode.workspace.openTextDocument({ language: languageId, content });
	const editor = await vscode.window.showTextDocument(document);
	const end = document.lineAt(document.lineCount - 1).range.end;
	editor.selection = new vscode.Selection(end, end);
}

function elementOf(
	reference: AccountReference | SessionReference,
	entries: readonly SessionEntry[],
): Account | SessionEntry | undefined {
	return 'session' in reference
		? entries.find(({ session }) => session.id === reference.session.id)
		: accountAt(entries, reference.origin);
}

/** All in a scratchpad; elsewhere those that go to an account that is configured here. */
function isOurs(place: Place, choices: SessionChoices): boolean {
	if (place.document.languageId === languageId) {
		return true;
	}
	const origin = namedOrigin(place);
	return choices.soFar.some(({ session }) => session.account.origin === origin);
}

interface UnderWay {
	readonly runs: RequestRuns;
	readonly statements: RunStatements;
}

/** Cancels the request at the place, or all of a run; without one, what is under the cursor, else the latest request that is on its way. */
function cancel(uri: string | undefined, offset: number | undefined, { runs, statements }: UnderWay): void {
	const place = locate(uri, offset);
	if (place !== undefined && statements.cancel(place)) {
		return;
	}
	const here = place && runs.of(place.document, place.block);
	const run = here?.state.kind === 'sending' ? here : runs.sending().at(-1);
	if (run !== undefined) {
		runs.cancel(run);
	}
}

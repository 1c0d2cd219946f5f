import type { SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { AccountReference, SessionReference } from '../../contributions';
import type { Account } from '../../flowlu/account';
import type { FlowluClient } from '../../flowlu/client';
import type { Exchange } from '../../exchanges/exchange';
import type { RequestVariable } from '../../http/build/requestVariables';
import type { Redactor } from '../../net/redact';
import { accountAt } from '../../sessions/accountsOf';
import type { KeptPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import type { CommandHandlers } from '../../ui/commands';
import { guarded } from '../../ui/providerErrors';
import type { Scratchpads } from '../../scratchpads/scratchpads';
import type { Lazy, Owned } from '../../ui/lazily';
import type { Log } from '../../ui/log';
import { showMessage } from '../../ui/messages';
import type { AnswerMember } from '../../exchanges/responseMembers';
import { exchangesFor } from './beforeSending';
import { SendCodeLensProvider, type LensSource } from './requestLenses';
import { NearBlocks } from './viewportBlocks';
import { scratchpadText } from './newScratchpad';
import { languageId, otherLanguageId } from '../../scratchpads/languageId';
import { locate, namedOrigin, type Place } from '../../scratchpads/place';
import { Refusals, refusalActions } from './refusals';
import { RequestRuns } from './requestRuns';
import { RunStatements } from './runStatements';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import { registerStatusBar } from './statusBar';
import { registerWriteMarks } from './writeMarks';
import { WriteGuard } from './writeGuard';

export interface RequestsDependencies {
	readonly scratchpads: Lazy<Scratchpads>;
	readonly sessions: SessionStore;
	readonly permissions: KeptPermissions;
	readonly flowlu: FlowluClient;
	readonly log: Log;
	readonly redactor: Redactor;
	/** Sent with every request that names none. */
	readonly userAgent: string;
	readonly showAnswer: (exchange: Exchange) => Promise<void>;
}

type RequestCommand =
	| 'flowlu.newScratchpad'
	| 'flowlu.send'
	| 'flowlu.cancel'
	| 'flowlu.chooseEnvironment'
	| 'flowlu.copyAsCurl'
	| '_flowlu.chooseSession'
	| '_flowlu.showAnswer';

/** The requests of this window's scratchpads: runs the commands that send and cancel. */
export interface Requests extends CommandHandlers<RequestCommand>, Owned {
	/** What can be written behind a part of what another request sent or got last; nothing before it is answered. */
	answerMembers(document: vscode.TextDocument, variable: RequestVariable): Promise<readonly AnswerMember[]>;
}

export async function registerRequests(parts: RequestsDependencies): Promise<Requests> {
	const { sessions, permissions, log, redactor, showAnswer } = parts;
	const { environments, choices } = await parts.scratchpads.load();
	const runs = new RequestRuns();
	const statements = new RunStatements();
	const guard = new WriteGuard(async writing => (await import('./writeQuestion')).askToWrite(writing));
	const refusals = new Refusals(refusalActions(sessions));
	const changed = new vscode.EventEmitter<void>();
	const fireChanged = (): void => {
		changed.fire();
	};
	const near = new NearBlocks();
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
		runs,
		statements,
		changed,
		runs.onDidChange(fireChanged),
		statements.onDidChange(fireChanged),
		choices.onDidChange(fireChanged),
		permissions.onDidChange(fireChanged),
		environments.onDidChange(fireChanged),
		near,
		near.onDidLeave(fireChanged),
		vscode.workspace.onDidGrantWorkspaceTrust(fireChanged),
		vscode.languages.registerCodeLensProvider(
			[languageId, otherLanguageId],
			guarded(new SendCodeLensProvider(source), log),
		),
		registerWriteMarks(languageId, source),
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
		answerMembers: async (document, variable) => {
			const exchange = (await exchangesFor(document, runs)).get(variable.request);
			// What reads JSON is loaded with the first answer that is asked for.
			return exchange === undefined
				? []
				: (await import('../../exchanges/responseMembers')).answerMembers(exchange, variable);
		},
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

async function newScratchpad(
	reference: AccountReference | SessionReference | undefined,
	{ sessions }: Pick<RequestsDependencies, 'sessions'>,
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

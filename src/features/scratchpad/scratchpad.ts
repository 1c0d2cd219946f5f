import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import type { FlowluClient } from '../../flowlu/client';
import type { Exchange } from '../../flowlu/exchange';
import type { SessionEntry, SessionStore } from '../../sessions/sessionStore';
import { registerCommand } from '../../ui/commands';
import type { Log } from '../../ui/log';
import { SendCodeLensProvider } from './codeLenses';
import { registerDiagnostics } from './diagnostics';
import { RequestFoldingRangeProvider } from './folding';
import { scratchpadText } from './newScratchpad';
import { locate } from './place';
import { RequestRuns } from './requestRuns';
import { SessionChoices } from './sessionChoices';
import { registerStatusBar } from './statusBar';

export interface ScratchpadParts {
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
	readonly log: Log;
	/** Sent with every request that names none. */
	readonly userAgent: string;
	readonly showAnswer: (exchange: Exchange) => Promise<void>;
}

const languageId = 'flowlu-http';

/** The scratchpad: its language aids, and the commands that send and cancel. */
export function registerScratchpad(parts: ScratchpadParts): vscode.Disposable {
	const { sessions, log, showAnswer } = parts;
	const runs = new RequestRuns();
	const choices = new SessionChoices(sessions, log);
	const changed = new vscode.EventEmitter<void>();
	const fireChanged = (): void => {
		changed.fire();
	};

	return vscode.Disposable.from(
		runs,
		choices,
		changed,
		runs.onDidChange(fireChanged),
		choices.onDidChange(fireChanged),
		vscode.workspace.onDidGrantWorkspaceTrust(fireChanged),
		vscode.languages.registerCodeLensProvider(
			languageId,
			new SendCodeLensProvider({
				runs,
				ready: () => choices.known(),
				choiceFor: (document, block) => choices.choiceFor(document, block),
				onDidChange: changed.event,
			}),
		),
		vscode.languages.registerFoldingRangeProvider(languageId, new RequestFoldingRangeProvider()),
		registerDiagnostics(languageId),
		registerStatusBar(runs),
		registerCommand('flowlu.newScratchpad', log, element => newScratchpad(element, sessions)),
		registerCommand('flowlu.send', log, async (uri, offset) => {
			const { sendAt } = await import('./sendAt');
			await sendAt(uri, offset, { ...parts, runs, choices });
		}),
		registerCommand('flowlu.cancel', log, (uri, offset) => cancel(uri, offset, runs)),
		registerCommand('_flowlu.chooseSession', log, (uri, offset) => choices.ask(uri, offset)),
		registerCommand('_flowlu.showAnswer', log, async (uri, offset) => {
			const place = await locate(uri, offset);
			const state = place && runs.of(place.document, place.block)?.state;
			if (state?.kind === 'answered') {
				await showAnswer(state.exchange);
			} else if (state?.kind === 'failed') {
				await vscode.window.showErrorMessage(state.message);
			}
		}),
	);
}

async function newScratchpad(element: Account | SessionEntry | undefined, sessions: SessionStore): Promise<void> {
	const content = scratchpadText(element, await sessions.list());
	const document = await vscode.workspace.openTextDocument({ language: languageId, content });
	const editor = await vscode.window.showTextDocument(document);
	const end = document.lineAt(document.lineCount - 1).range.end;
	editor.selection = new vscode.Selection(end, end);
}

/** Cancels the request at the place; without one, the request under the cursor, else the latest that is on its way. */
async function cancel(uri: string | undefined, offset: number | undefined, runs: RequestRuns): Promise<void> {
	const place = await locate(uri, offset);
	const here = place && runs.of(place.document, place.block);
	const run = here?.state.kind === 'sending' ? here : runs.sending().at(-1);
	if (run !== undefined) {
		runs.cancel(run);
	}
}

import type { SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { Commands } from '../../contributions';
import { mayWrite } from '../../flowlu/operation';
import type { RequestBlock } from '../../http/document/document';
import type { Permissions } from '../../flowlu/permissions';
import type { SendPhase } from '../../net/client';
import type { RetryReason } from '../../net/retry';
import { kindWord } from '../../ui/accountMessages';
import { timeAgo } from '../../ui/sessionMessages';
import { blockOperation } from './blockOperation';
import { memoize } from '../../ui/memoize';
import type { RequestRun, RequestRuns } from './requestRuns';
import type { RunStatements } from './runStatements';
import type { SessionChoice } from '../../engine/sessionChoice';

/** What the lenses show, all of it at hand without waiting. */
export interface LensSource {
	readonly runs: RequestRuns;
	readonly statements: Pick<RunStatements, 'isUnderWay'>;
	/** Resolves when the sessions are known, or cannot be read; at once from then on. */
	ready(): Promise<void>;
	/** The blocks that a user may soon see. */
	blocksNear(document: vscode.TextDocument): readonly RequestBlock[];
	/** Who would send the block now. */
	choiceFor(document: vscode.TextDocument, block: RequestBlock): SessionChoice;
	/** What the last check of the session found; undefined where there was none. */
	permissionsOf(entry: SessionEntry): Permissions | undefined;
	readonly onDidChange: vscode.Event<void>;
	/** Takes known secrets out of a title: it names what stands in the text, and what an account answered. */
	redact(text: string): string;
}

/** Over every request that may be seen: send or cancel, who sends it, and how the last sending ended. */
export class SendCodeLensProvider implements vscode.CodeLensProvider {
	readonly onDidChangeCodeLenses: vscode.Event<void>;

	constructor(private readonly source: LensSource) {
		this.onDidChangeCodeLenses = source.onDidChange;
	}

	async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		await this.source.ready();
		const redact = memoize((text: string) => this.source.redact(text));
		return this.source.blocksNear(document).flatMap(block => {
			const start = new vscode.Position(block.lines.request, 0);
			const range = new vscode.Range(start, start);
			return this.commandsFor(document, block).map(command => {
				const { title, tooltip = '' } = command;
				return new vscode.CodeLens(range, { ...command, title: redact(title), tooltip: redact(tooltip) });
			});
		});
	}

	private commandsFor(document: vscode.TextDocument, block: RequestBlock): readonly vscode.Command[] {
		const at: Place = { uri: document.uri.toString(), offset: block.requestLine.start };
		const run = this.source.runs.of(document, block);
		if (run?.state.kind === 'sending') {
			const tooltip = vscode.l10n.t('Give this request up');
			return [
				lens(`$(loading~spin) ${phaseText(run.state.phase)}`, '', 'flowlu.cancel', at),
				lens(vscode.l10n.t('$(debug-stop) Cancel'), tooltip, 'flowlu.cancel', at),
			];
		}
		if (block.form === 'run' && this.source.statements.isUnderWay({ document, block })) {
			const tooltip = vscode.l10n.t('Give up the request that is on its way, and those that follow');
			return [
				lens(vscode.l10n.t('$(loading~spin) Sending…'), '', 'flowlu.cancel', at),
				lens(vscode.l10n.t('$(debug-stop) Cancel'), tooltip, 'flowlu.cancel', at),
			];
		}
		if (!vscode.workspace.isTrusted) {
			return [
				{
					title: vscode.l10n.t('$(shield) Trust this workspace to send'),
					tooltip: vscode.l10n.t('Requests are sent only from a workspace that you trust.'),
					command: 'workbench.trust.manage',
				},
			];
		}
		const send = lens(vscode.l10n.t('$(play) Send'), vscode.l10n.t('Send this request'), 'flowlu.send', at);
		if (block.form === 'run') {
			// Who sends it, and whether it writes, stands over the request that it names.
			return [send];
		}
		const choice = this.source.choiceFor(document, block);
		return [
			send,
			sessionLens(choice, block, at),
			...this.permissionLenses(choice, block, at),
			...outcomeLenses(run, at),
		];
	}

	/** Says it where the last check found that the key may not read the entity; a check tells nothing of writing. */
	private permissionLenses(choice: SessionChoice, block: RequestBlock, at: Place): readonly vscode.Command[] {
		if (choice.kind !== 'session') {
			return [];
		}
		const { kind, entity = '', id } = blockOperation(block, choice.entry.session.account);
		const permissions = this.source.permissionsOf(choice.entry);
		const isOfEntity = kind === 'get' || (kind === 'list' && id === undefined);
		if (!isOfEntity || permissions?.entities.get(entity) !== 'refused') {
			return [];
		}
		const title = vscode.l10n.t({
			message: '$(warning) This key may not list {0} (checked {1})',
			args: [entity, timeAgo(permissions.at, Date.now())],
			comment: ['{0} is like "crm/lead", {1} like "5m ago"'],
		});
		return [
			lens(title, vscode.l10n.t('Choose another key for the requests of this document'), '_flowlu.chooseSession', at),
		];
	}
}

interface Place {
	readonly uri: string;
	readonly offset: number;
}

type PlacedCommand = 'flowlu.send' | 'flowlu.cancel' | '_flowlu.chooseSession' | '_flowlu.showAnswer';

function lens(title: string, tooltip: string, command: PlacedCommand, { uri, offset }: Place): vscode.Command {
	const args: Commands[PlacedCommand] = [uri, offset];
	return { title, tooltip, command, arguments: args };
}

function sessionLens(choice: SessionChoice, block: RequestBlock, at: Place): vscode.Command {
	const tooltip = vscode.l10n.t('Choose the key that sends the requests of this document');
	return lens(choiceText(choice, block), tooltip, '_flowlu.chooseSession', at);
}

function choiceText(choice: SessionChoice, block: RequestBlock): string {
	switch (choice.kind) {
		case 'session':
			return senderText(choice.entry, block);
		case 'ambiguous':
			return vscode.l10n.t('$(account) Choose an account');
		case 'noSession':
			return vscode.l10n.t('$(key) Add an API key to send');
		case 'unknownAccount':
			return vscode.l10n.t('$(warning) No key for the account {0}', choice.account);
		case 'unknownKey':
			return vscode.l10n.t('$(warning) No key called {0}', choice.key);
		case 'foreignOrigin':
			return vscode.l10n.t('$(warning) No key for {0}', choice.origin);
	}
}

/** Over a request that writes, the kind of the account too. */
function senderText({ session: { account, label }, accountKind }: SessionEntry, block: RequestBlock): string {
	if (!mayWrite(blockOperation(block, account))) {
		return vscode.l10n.t('{0} · {1}', account.name, label);
	}
	const icon = accountKind === 'production' ? '$(warning)' : '$(beaker)';
	return vscode.l10n.t({
		message: '{0} writes to {1} ({2}) · {3}',
		args: [icon, account.name, kindWord(accountKind), label],
		comment: ['{0} is an icon, {1} an account, {2} its kind: "production" or "test", {3} the label of a session'],
	});
}

function outcomeLenses(run: RequestRun | undefined, at: Place): readonly vscode.Command[] {
	switch (run?.state.kind) {
		case 'answered': {
			const icon = run.state.isError ? '$(error)' : '$(check)';
			const tooltip = vscode.l10n.t('Show the answer');
			return [lens(`${icon} ${run.state.summary}`, tooltip, '_flowlu.showAnswer', at)];
		}
		case 'failed':
			return [lens(`$(error) ${run.state.message}`, run.state.message, '_flowlu.showAnswer', at)];
		case 'sending':
		case undefined:
			return [];
	}
}

/** Where a request is on its way, in words. */
export function phaseText(phase: SendPhase): string {
	switch (phase.phase) {
		case 'queued':
			return phase.ahead === 0
				? vscode.l10n.t('Waiting for its turn')
				: vscode.l10n.t('Waiting: {0} ahead', phase.ahead);
		case 'sending':
			return vscode.l10n.t('Sending…');
		case 'waitingToRetry':
			return retryText(phase.because, Math.ceil(phase.milliseconds / 1000));
	}
}

function retryText(because: RetryReason, seconds: number): string {
	if (because === 429) {
		return vscode.l10n.t('Too many requests; again in {0} s', seconds);
	}
	if (because === 503) {
		return vscode.l10n.t('The server is busy; again in {0} s', seconds);
	}
	return because === 'connectionReset'
		? vscode.l10n.t('The connection broke; again in {0} s', seconds)
		: vscode.l10n.t('No answer; again in {0} s', seconds);
}

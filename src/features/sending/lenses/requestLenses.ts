import * as vscode from 'vscode';
import { formatCount, plural } from '../../../messages/plural';
import { succeeded } from '../../../engine/outcome';
import type { RequestState } from '../../../engine/requestStates';
import { describeError } from '../../../ui/messages/errorMessages';
import { choiceTooltip } from '../chooseKey';
import { formatBytes, formatDuration } from '../../../messages/units';
import { phaseText } from './phaseText';
import { choiceText } from './choiceText';
import { outcomeIcon, outcomeParts } from '../outcomes/outcomeText';
import type { ArgumentsOf } from '../../../contributions';
import type { RequestBlock } from '../../../http/document/document';
import type { Permissions } from '../../../flowlu/checkPermissions';
import type { Session } from '../../../flowlu/session';
import type { SessionEntry } from '../../../flowlu/sessionEntry';
import { timeAgo } from '../../../ui/messages/sessionMessages';
import { blockOperation } from '../../../engine/blockOperation';
import { memoize } from '../../../ui/memoize';
import type { ExpectedSession } from '../../../engine/sessionChoice';
import type { RequestPosition } from '../../../http/document/blockTracker';
import type { ShownText } from '../../../net/redaction/shownText';
import { codeLens } from '../../../ui/shown';

/** What the lenses show, all of it at hand without waiting. */
export interface LensSource {
	/** What is known of a request that was sent in this window, or is being sent. */
	stateOf(document: vscode.TextDocument, block: RequestBlock): RequestState | undefined;
	/** Resolves when what is shown of the document is known: the sessions, or that they cannot be read, and what its curl commands stand for. */
	ready(document: vscode.TextDocument): Promise<void>;
	/** The blocks that a user may soon see. */
	viewportBlocks(document: vscode.TextDocument): readonly RequestBlock[];
	/** The request that a curl command stands for; any other block itself. */
	plainBlock(document: vscode.TextDocument, block: RequestBlock): RequestBlock;
	/** Who would send a plain block. */
	choiceFor(document: vscode.TextDocument, block: RequestBlock): ExpectedSession;
	/** Who sent what the block got last, if that is another than would send it now. */
	otherSender(document: vscode.TextDocument, block: RequestBlock, now: ExpectedSession): Session | undefined;
	/** What the last check of the session found; undefined where there was none. */
	permissionsOf(entry: SessionEntry): Permissions | undefined;
	readonly onDidChange: vscode.Event<void>;
	/** Takes known secrets out of a title: it names what stands in the text, and what an account sent. */
	redact(text: string): ShownText;
	/** The same for a whole title, whose other pieces are what we know ourselves: accounts, keys, counts. */
	redactOwnText(text: string): ShownText;
}

/** Over every request that may be seen: send or cancel, who sends it, and how the last sending ended. */
export class SendCodeLensProvider implements vscode.CodeLensProvider {
	readonly onDidChangeCodeLenses: vscode.Event<void>;

	constructor(private readonly source: LensSource) {
		this.onDidChangeCodeLenses = source.onDidChange;
	}

	async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
		await this.source.ready(document);
		const redact = memoize((text: string) => this.source.redactOwnText(text));
		return this.source.viewportBlocks(document).flatMap(block => {
			const start = new vscode.Position(block.lines.request, 0);
			const range = new vscode.Range(start, start);
			return this.commandsFor(document, block).map(command => {
				const { title, tooltip = '' } = command;
				return codeLens(range, { ...command, title: redact(title), tooltip: redact(tooltip) });
			});
		});
	}

	private commandsFor(document: vscode.TextDocument, block: RequestBlock): readonly vscode.Command[] {
		const at: RequestPosition = { uri: document.uri.toString(), offset: block.requestLine.start };
		const state = this.source.stateOf(document, block);
		if (state?.kind === 'underWay') {
			const tooltip =
				block.form === 'run'
					? vscode.l10n.t('Cancel the request in progress and those that follow')
					: vscode.l10n.t('Cancel this request');
			const save = vscode.l10n.t('$(save) Save to File…');
			const saveTooltip = vscode.l10n.t('Write the response to a file as it comes, and keep none of it in memory');
			return [
				lens(`$(loading~spin) ${phaseText(state.phase)}`, '', 'flowlu.cancel', at),
				...(state.phase.phase === 'receiving' ? [lens(save, saveTooltip, 'flowlu.sendToFile', at)] : []),
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
			const outcome = outcomeLenses(state, at, this.source);
			return [...outcome.slice(0, 1), send, ...outcome.slice(1)];
		}
		const plain = this.source.plainBlock(document, block);
		const choice = this.source.choiceFor(document, plain);
		// A narrow column cuts off the end of the row.
		const outcome = outcomeLenses(state, at, this.source, this.source.otherSender(document, block, choice));
		return [
			...outcome.slice(0, 1),
			send,
			sessionLens(choice, plain, at, this.source),
			...outcome.slice(1),
			...this.permissionLenses(choice, plain, at),
			...tableLenses(state, at),
		];
	}

	/** Says it where the last check found that the key may not read the entity; a check tells nothing of writing. */
	private permissionLenses(
		choice: ExpectedSession,
		block: RequestBlock,
		at: RequestPosition,
	): readonly vscode.Command[] {
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
			args: [this.source.redact(entity), timeAgo(permissions.at, Date.now())],
			comment: ['{0} is like "crm/lead", {1} like "5m ago"'],
		});
		return [
			lens(title, vscode.l10n.t('Choose another key for the requests of this document'), '_flowlu.chooseSession', at),
		];
	}
}

type PlacedCommand =
	| 'flowlu.send'
	| 'flowlu.sendToFile'
	| 'flowlu.cancel'
	| '_flowlu.chooseSession'
	| '_flowlu.showResponse'
	| '_flowlu.openTable';

function lens(
	title: string,
	tooltip: string,
	command: PlacedCommand,
	{ uri, offset }: RequestPosition,
): vscode.Command {
	const args: ArgumentsOf<PlacedCommand> = [uri, offset];
	return { title, tooltip, command, arguments: args };
}

function sessionLens(
	choice: ExpectedSession,
	block: RequestBlock,
	at: RequestPosition,
	{ redact }: Pick<LensSource, 'redact'>,
): vscode.Command {
	return lens(choiceText(choice, block, redact), choiceTooltip(choice), '_flowlu.chooseSession', at);
}

/** How it ended, in a word or two, and then what there is to say of it. */
function outcomeLenses(
	state: RequestState | undefined,
	at: RequestPosition,
	{ redact }: Pick<LensSource, 'redact'>,
	sender?: Session,
): readonly vscode.Command[] {
	if (state?.kind !== 'ended') {
		return [];
	}
	const { outcome } = state;
	switch (outcome.kind) {
		case 'answered': {
			const icon = `$(${outcomeIcon(outcome)})`;
			const [end = '', ...details] = outcomeParts(outcome);
			const text = `${icon} ${end}`;
			const title =
				sender === undefined
					? text
					: vscode.l10n.t({
							message: '{0} · sent by {1} · {2}',
							args: [text, sender.account.name, sender.label],
							comment: ['{0} is how it ended, {1} an account, {2} the label of a key or sign-in'],
						});
			const tooltip = vscode.l10n.t('Show the response');
			return [title, ...(details.length === 0 ? [] : [details.join(' · ')])].map(each =>
				lens(each, tooltip, '_flowlu.showResponse', at),
			);
		}
		case 'saved': {
			const { status, milliseconds, bytes } = outcome;
			const title = vscode.l10n.t('{0} · {1} · {2} saved', status, formatDuration(milliseconds), formatBytes(bytes));
			const tooltip = vscode.l10n.t('The response was saved to a file');
			return [lens(`$(check) ${title}`, tooltip, '_flowlu.showResponse', at)];
		}
		case 'ran': {
			const icon = `$(${outcomeIcon(outcome)})`;
			const done = outcome.steps.filter(step => succeeded(step.outcome)).length;
			const title = plural(
				vscode.l10n.t('{0} of {1, plural, one {# request succeeded} other {# requests succeeded}}', formatCount(done)),
				outcome.total,
			);
			const tooltip = vscode.l10n.t('Show the result of each request');
			return [lens(`${icon} ${title}`, tooltip, '_flowlu.showResponse', at)];
		}
		case 'failed': {
			const message = redact(describeError(outcome.error));
			return [vscode.l10n.t('$(error) Failed'), message].map(title => lens(title, message, '_flowlu.showResponse', at));
		}
		case 'blocked':
		case 'declined':
		case 'cancelled':
		case 'skipped':
			return [];
	}
}

function tableLenses(state: RequestState | undefined, at: RequestPosition): readonly vscode.Command[] {
	const envelope = state?.kind === 'ended' && state.outcome.kind === 'answered' ? state.outcome.envelope : undefined;
	return envelope?.kind === 'success' && envelope.list !== undefined
		? [lens(vscode.l10n.t('$(table) Table'), vscode.l10n.t('Show the records as a table'), '_flowlu.openTable', at)]
		: [];
}

import * as vscode from 'vscode';
import { formatCount, plural } from '../../messages/plural';
import type { ArgumentsOf } from '../../contributions';
import { operationOf } from '../../flowlu/operation';
import type { Redactor } from '../../net/redaction/redact';
import { codeLens } from '../../ui/shown';
import type { Exchange } from '../../exchanges/exchange';
import type { ResponseDocuments } from './documents/responseDocuments';
import type { View } from './documents/documentAddress';
import { costTitle, encodingTitles, noteTitles, problemTitle, statusTitle } from './responseLensTitles';
import { maskReasonRows } from './maskReasons';
import { shapeChangesTitle } from './shape/shapeChangesText';
import type { ShapeNotes } from './shape/shapeNotes';
import { timingRows } from './timingRows';

type ResponseCommand =
	| 'flowlu.showHeaders'
	| 'flowlu.showBody'
	| 'flowlu.showOriginal'
	| 'flowlu.filterResponse'
	| '_flowlu.openResponse'
	| 'flowlu.readAs'
	| 'flowlu.sendAgain'
	| 'flowlu.saveResponse'
	| 'flowlu.compareWithPrevious'
	| 'flowlu.compareRecords'
	| 'flowlu.openAsTable'
	| '_flowlu.explain'
	| '_flowlu.showShapeChanges'
	| '_flowlu.reveal'
	| '_flowlu.hide';

/** Over a response: how it went, and what can be done with it. */
export class ResponseCodeLensProvider implements vscode.CodeLensProvider {
	readonly onDidChangeCodeLenses: vscode.Event<void>;

	constructor(
		private readonly documents: ResponseDocuments,
		private readonly shapes: Pick<ShapeNotes, 'of'>,
		private readonly redactor: Redactor,
	) {
		this.onDidChangeCodeLenses = documents.onDidChangeResponses;
	}

	provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
		const shown = this.documents.at(uri);
		if (shown === undefined) {
			const newer = link('flowlu.showBody', vscode.l10n.t('Show Newer Response'), uri);
			return this.documents.newerAt(uri) === undefined ? [] : [this.lens(newer)];
		}
		const { view, exchange } = shown;
		const isShortened = this.documents.isShortened(exchange);
		const problem = problemTitle(exchange, this.redactor);
		const cost = costTitle(exchange);
		const notes = [
			...encodingTitles(exchange, this.redactor).map(title => link('flowlu.readAs', title, uri)),
			...noteTitles(exchange, isShortened, this.redactor).map(plain),
		];
		const changed = view === 'body' ? this.shapes.of(exchange) : undefined;
		const changes = changed === undefined ? [] : [link('_flowlu.showShapeChanges', shapeChangesTitle(changed), uri)];
		const status = statusTitle(exchange, this.redactor);
		const actions = [
			...allPagesLink(exchange, uri),
			...actionsOver(view, exchange.reading, uri),
			...(view === 'body' && this.documents.hasPrevious(exchange) ? comparisonsOf(exchange, uri) : []),
		];
		// What does not fit into the column is cut off: after a problem the actions matter more than what it took.
		const commands =
			problem === undefined
				? [timed(`${status} · ${cost}`, exchange), ...changes, ...notes, ...actions]
				: [plain(status), link('_flowlu.explain', problem, uri), ...actions, timed(cost, exchange), ...notes];
		return [...commands, ...secretsLink(this.documents.hiddenIn(uri), uri)].map(command => this.lens(command));
	}

	private lens({ title, tooltip = '', ...command }: vscode.Command): vscode.CodeLens {
		return codeLens(new vscode.Range(0, 0, 0, 0), {
			...command,
			title: this.redactor.redact(title),
			tooltip: this.redactor.redact(tooltip),
		});
	}
}

/** Over a list of which there is more: where the rest is to be had. */
function allPagesLink({ request, reading: { envelope } }: Exchange, uri: vscode.Uri): readonly vscode.Command[] {
	const { items = 0, total = 0 } = (envelope.kind === 'success' ? envelope.list : undefined) ?? {};
	if (total <= items || operationOf(request).kind !== 'list') {
		return [];
	}
	const args: ArgumentsOf<'flowlu.exportAllPages'> = [uri.toString()];
	const title = vscode.l10n.t({
		message: 'All {0}…',
		args: [formatCount(total)],
		comment: ['{0} is the number of records'],
	});
	const tooltip = vscode.l10n.t('Read every page of the list into a file');
	return [{ title, tooltip, command: 'flowlu.exportAllPages', arguments: args }];
}

function secretsLink(
	{ reasons, revealed }: ReturnType<ResponseDocuments['hiddenIn']>,
	uri: vscode.Uri,
): readonly vscode.Command[] {
	const count = reasons.length;
	if (revealed) {
		return [link('_flowlu.hide', vscode.l10n.t('$(eye-closed) Hide Secrets'), uri)];
	}
	if (count === 0) {
		return [];
	}
	const title = plural(
		vscode.l10n.t('$(eye) {0, plural, one {Reveal # hidden value} other {Reveal # hidden values}}'),
		count,
	);
	return [{ ...link('_flowlu.reveal', title, uri), tooltip: maskReasonRows(reasons).join('\n') }];
}

function actionsOver(view: View, { kind, json, envelope }: Exchange['reading'], uri: vscode.Uri): vscode.Command[] {
	const other: Readonly<Record<View, vscode.Command>> = {
		body: link('flowlu.showBody', vscode.l10n.t('Body'), uri),
		// Anything else is shown as it came.
		original: link('flowlu.showOriginal', vscode.l10n.t('Original'), uri),
		filtered: link('flowlu.filterResponse', vscode.l10n.t('Filter…'), uri),
		headers: link('flowlu.showHeaders', vscode.l10n.t('Headers'), uri),
	};
	const isReadable = kind === 'json' && json !== undefined;
	const isList = envelope.kind === 'success' && envelope.list !== undefined;
	return [
		...(isList ? [link('flowlu.openAsTable', vscode.l10n.t('Open as Table'), uri)] : []),
		...(kind === 'binary' && view === 'body' ? [link('_flowlu.openResponse', vscode.l10n.t('Open'), uri)] : []),
		...(view === 'headers' ? [] : [other.headers]),
		...(view === 'body' ? [] : [other.body]),
		...(view === 'body' && isReadable ? [other.original] : []),
		...(view === 'filtered' ? [other.filtered] : []),
		link('flowlu.sendAgain', vscode.l10n.t('Send Again'), uri),
		// Whoever saves what a path finds does not mean the whole response.
		...(view === 'filtered' ? [] : [link('flowlu.saveResponse', vscode.l10n.t('Save As…'), uri)]),
	];
}

/** With the response before; by record where it is a list. */
function comparisonsOf({ reading: { kind, envelope } }: Exchange, uri: vscode.Uri): vscode.Command[] {
	const isList = envelope.kind === 'success' && envelope.list !== undefined;
	return [
		...(kind === 'binary' ? [] : [link('flowlu.compareWithPrevious', vscode.l10n.t('Compare with Previous'), uri)]),
		...(isList ? [link('flowlu.compareRecords', vscode.l10n.t('Changed Records'), uri)] : []),
	];
}

/** Where the time went is told by its tooltip. */
function timed(title: string, { response }: Exchange): vscode.Command {
	return { ...plain(title), tooltip: timingRows(response.timing).join('\n') };
}

function link(command: ResponseCommand, title: string, uri: vscode.Uri): vscode.Command {
	const args: ArgumentsOf<ResponseCommand> = [uri];
	return { command, title, arguments: args };
}

/** A lens without a command is text that nothing happens to. */
function plain(title: string): vscode.Command {
	return { command: '', title };
}

import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import type { ExchangeStore } from '../../../exchanges/exchangeStore';
import type { BlockId } from '../../../http/document/blockTracker';
import type { MaskReason, Redactor } from '../../../net/redaction/redact';
import { addressOf, documentUri, views, type DocumentAddress, type View } from './documentAddress';
import { binaryDocumentText, droppedText, headersDocumentText, newerText } from './documentText';
import { registerErrorDiagnostics } from '../errorDiagnostics';
import { filteredText, redactedText, type RedactedText } from '../redactedText';
import { askForPath, filterRefusal, ResponseFilters } from './responseFilters';
import { isInTab, showInResponseColumn, tabsOf, uriOf } from '../tabs';

type Found = Pick<RedactedText, 'hidden' | 'shortened'>;

/** What of a document is masked. */
export interface Hidden {
	/** Of each value; of none as long as the text is still to be made. */
	readonly reasons: readonly MaskReason[];
	readonly revealed: boolean;
}

/** A response with the document that shows it. */
export interface ShownExchange extends DocumentAddress {
	readonly exchange: Exchange;
}

/** The documents of responses: one of the body and one of the headers for each request block that was sent. */
export class ResponseDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this._onDidChange.event;
	private readonly _onDidChangeResponses = new vscode.EventEmitter<void>();
	/** A response was replaced, or how it is shown. */
	readonly onDidChangeResponses = this._onDidChangeResponses.event;
	/** What was found when the text of a body was made, as one reads it and as it came. */
	private readonly shown: Readonly<Record<Exclude<View, 'headers'>, WeakMap<Exchange, Found>>> = {
		body: new WeakMap(),
		original: new WeakMap(),
		filtered: new WeakMap(),
	};
	private readonly filters = new ResponseFilters();
	private readonly subscription: vscode.Disposable;
	/** The documents in which the user asked to see what is hidden, no longer than they are open and show that response. */
	private readonly revealed = new Set<string>();

	constructor(
		private readonly redactor: Redactor,
		private readonly exchanges: Pick<ExchangeStore, 'of' | 'before' | 'onDidAdd'>,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			this._onDidChangeResponses,
			registerErrorDiagnostics(uri => this.at(uri), redactor),
			// Not only those that are shown: a run of many requests shows none, and what is open has to be what the commands act on.
			exchanges.onDidAdd(block => {
				this.refresh(String(block));
			}),
			// VS Code keeps a document for a while after its tab was closed, and would show the same text again.
			vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
				for (const uri of closed.map(uriOf).filter(uri => uri !== undefined)) {
					this.forgetClosed(uri);
				}
			}),
		);
	}

	/** The last exchange of a request; undefined once it was removed from memory. */
	find(key: string): Exchange | undefined {
		const latest = this.exchanges.of(Number(key));
		return latest?.kind === 'kept' ? latest.exchange : undefined;
	}

	/**
	 * The response that a document is of. Its address has to be the one that we give it: another extension can open any, and none of those would be
	 * found again to hide what it shows.
	 */
	at(uri: vscode.Uri): ShownExchange | undefined {
		const address = addressOf(uri);
		const exchange = address && this.find(address.key);
		return address !== undefined &&
			exchange !== undefined &&
			documentUri(address.view, exchange, this.redactor).toString() === uri.toString()
			? { ...address, exchange }
			: undefined;
	}

	/** The request of a document whose newest response is in another document, as it has another name or type. */
	newerAt(uri: vscode.Uri): BlockId | undefined {
		const address = addressOf(uri);
		const newest = address && this.find(address.key);
		return newest !== undefined && this.at(uri) === undefined ? newest.block : undefined;
	}

	/** There is more to say over a response. */
	redrawLenses(): void {
		this._onDidChangeResponses.fire();
	}

	/** Whether there is a response to the same request to compare it with. */
	hasPrevious({ block }: Exchange): boolean {
		return this.exchanges.before(block) !== undefined;
	}

	/** Whether the document of the body shows its beginning only. */
	isShortened(exchange: Exchange): boolean {
		return this.shown.body.get(exchange)?.shortened ?? false;
	}

	/** Shows the body of the last response to a request. Documents of an earlier response have changed to it; those of another kind are closed. */
	async show(block: BlockId): Promise<void> {
		const key = String(block);
		const exchange = this.find(key);
		if (exchange === undefined) {
			return;
		}
		// More secrets may be known than when its text was made.
		if (this.shown.body.has(exchange)) {
			this.refresh(key);
		}
		const uri = documentUri('body', exchange, this.redactor);
		const earlier = tabsOf(key);
		await showInResponseColumn(uri, { preserveFocus: true, preview: earlier.every(tab => tab.isPreview) });
		await closeOutdated(key, exchange, this.redactor);
	}

	/** Makes the text anew each time: VS Code keeps that of an open document, and it takes more memory than the response. */
	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const shown = this.at(uri);
		if (shown === undefined) {
			return this.newerAt(uri) === undefined ? droppedText() : newerText();
		}
		const { view, exchange, key } = shown;
		if (view === 'headers') {
			const text = headersDocumentText(exchange);
			return this.isRevealed(uri) ? text : this.redactor.redact(text);
		}
		if (exchange.reading.kind === 'binary') {
			return binaryDocumentText(exchange.response, this.redactor);
		}
		const path = view === 'filtered' ? this.filters.pathFor(key) : undefined;
		const found = path === undefined ? undefined : await this.filters.foundIn(exchange, path);
		if (typeof found === 'string') {
			return found;
		}
		const text = await (found === undefined
			? redactedText(exchange, this.redactor, view === 'original' ? 'original' : 'body')
			: filteredText(exchange.reading, found, this.redactor));
		// Another response or path may have come meanwhile, and its text may have been made sooner.
		if (this.at(uri)?.exchange !== exchange || (path !== undefined && path !== this.filters.pathFor(key))) {
			return this.provideTextDocumentContent(uri);
		}
		this.shown[view].set(exchange, { hidden: text.hidden, shortened: text.shortened });
		this._onDidChangeResponses.fire();
		return this.isRevealed(uri) ? text.revealed : text.masked;
	}

	/** Asks for a JSONPath and shows what it finds beside the response while it is typed, and after each new response. */
	async filter({ key }: ShownExchange): Promise<void> {
		await askForPath(
			this.filters.pathFor(key) ?? '$.response.items[*]',
			(path, isWanted) => {
				const latest = this.find(key);
				return latest && filterRefusal(latest) === undefined
					? this.filters.find(latest, path, isWanted)
					: Promise.resolve('gone');
			},
			path => {
				this.showFiltered(key, path);
			},
		);
	}

	/** Why values of the document are masked, of each one, and whether they are shown. */
	hiddenIn(uri: vscode.Uri): Hidden {
		const found = this.at(uri);
		const revealed = this.isRevealed(uri);
		if (found === undefined) {
			return { reasons: [], revealed };
		}
		const { view, exchange } = found;
		const reasons =
			view === 'headers'
				? this.redactor.find(headersDocumentText(exchange)).map(({ because }) => because)
				: (this.shown[view].get(exchange)?.hidden ?? []);
		return { reasons, revealed };
	}

	/** Shows the secrets of one document, until it is closed, hidden again or its request is sent again. */
	reveal(uri: vscode.Uri): void {
		if (this.at(uri) !== undefined) {
			this.revealed.add(uri.toString());
			this.changed(uri);
		}
	}

	hide(uri: vscode.Uri): void {
		if (this.revealed.delete(uri.toString())) {
			this.changed(uri);
		}
	}

	dispose(): void {
		this.subscription.dispose();
		this.revealed.clear();
	}

	private isRevealed(uri: vscode.Uri): boolean {
		return this.revealed.has(uri.toString());
	}

	private changed(uri: vscode.Uri): void {
		this._onDidChange.fire(uri);
		this._onDidChangeResponses.fire();
	}

	private showFiltered(key: string, path: string): void {
		const exchange = this.find(key);
		if (exchange === undefined) {
			return;
		}
		const uri = documentUri('filtered', exchange, this.redactor);
		if (path !== this.filters.pathFor(key)) {
			// Another path may find other secrets: the user was asked about none of them.
			this.revealed.delete(uri.toString());
			this.shown.filtered.delete(exchange);
		}
		this.filters.set(key, path);
		this.changed(uri);
		if (!isInTab(uri)) {
			// Beside the response, not in its place.
			void showInResponseColumn(uri, { preserveFocus: true, preview: false });
		}
	}

	private forgetClosed(uri: vscode.Uri): void {
		const address = addressOf(uri);
		if (address !== undefined && !isInTab(uri)) {
			this.hide(uri);
			if (address.view === 'filtered') {
				this.filters.forgetFound();
			}
		}
	}

	/** Hides what is revealed of the responses to a request, and has the text of its open documents made anew. */
	private refresh(key: string): void {
		for (const uri of this.revealed) {
			if (addressOf(vscode.Uri.parse(uri))?.key === key) {
				this.revealed.delete(uri);
			}
		}
		// As they are open: a response that nobody has looked at needs no name yet.
		for (const { uri } of vscode.workspace.textDocuments) {
			if (addressOf(uri)?.key === key) {
				this._onDidChange.fire(uri);
			}
		}
		this._onDidChangeResponses.fire();
	}
}

/** Closes the tabs whose title no longer fits the response: HTML came where JSON had been. */
async function closeOutdated(key: string, exchange: Exchange, redactor: Redactor): Promise<void> {
	const titles = new Set(views.map(view => documentUri(view, exchange, redactor).toString()));
	const outdated = tabsOf(key).filter(tab => !titles.has(uriOf(tab)?.toString() ?? ''));
	await vscode.window.tabGroups.close(outdated, true);
}

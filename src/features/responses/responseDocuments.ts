import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import type { Redactor } from '../../net/redact';
import { readAnswer, type Answer } from './readResponse';
import { addressOf, documentUri } from './documentAddress';
import { bodyDocumentText, droppedText, headersDocumentText } from './documentText';
import { errorDiagnostics } from './errorDiagnostics';
import { KeptAnswers } from './cachedResponses';
import { readBody } from './bodyReading';
import { scheme } from './scheme';
import { showInAnswerColumn, tabsOf, uriOf } from './tabs';

/** The documents of answers: one of the body and one of the headers for each request block that was sent. */
export class AnswerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this._onDidChange.event;
	private readonly _onDidChangeAnswers = new vscode.EventEmitter<void>();
	/** An answer was replaced or dropped. */
	readonly onDidChangeAnswers = this._onDidChangeAnswers.event;
	private readonly diagnostics = vscode.languages.createDiagnosticCollection(scheme);
	private readonly answers = new KeptAnswers({ answers: 20, bytes: 100_000_000 }, isOpen);
	private readonly subscription: vscode.Disposable;
	/** The full texts of documents in which the user asked to see what is hidden, by URI. They live no longer than the open document shows that answer. */
	private readonly revealed = new Map<string, string>();

	constructor(private readonly redactor: Redactor) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			this._onDidChangeAnswers,
			this.diagnostics,
			vscode.workspace.onDidOpenTextDocument(document => {
				this.diagnose(document);
			}),
			vscode.workspace.onDidChangeTextDocument(({ document }) => {
				this.diagnose(document);
			}),
			// VS Code keeps a document for a while after its tab was closed, and would show the same text again.
			vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
				for (const uri of closed.map(uriOf).filter(uri => uri !== undefined)) {
					this.hideClosed(uri);
				}
			}),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => {
				if (uri.scheme === scheme) {
					this.diagnostics.delete(uri);
					this.answers.trim();
				}
			}),
		);
	}

	find(key: string): Answer | undefined {
		return this.answers.get(key);
	}

	/** Shows the body of an answer. Documents of the block's earlier answer change to it; those of another kind are closed. */
	async show(exchange: Exchange): Promise<void> {
		const answer = await readAnswer(exchange, this.redactor);
		const key = String(exchange.block);
		const shown = this.answers.get(key)?.exchange.number ?? 0;
		// What was sent last wins, however long reading took.
		if (shown > exchange.number) {
			return;
		}
		this.answers.set(key, answer);
		this.forgetRevealed(key);
		const uri = documentUri('body', key, answer);
		const earlier = tabsOf(key);
		// Of a document that is not open VS Code ignores this.
		this._onDidChange.fire(uri);
		this._onDidChange.fire(documentUri('headers', key, answer));
		this._onDidChangeAnswers.fire();
		await showInAnswerColumn(uri, { preserveFocus: true, preview: earlier.every(tab => tab.isPreview) });
		await closeOutdated(key, answer);
	}

	provideTextDocumentContent(uri: vscode.Uri): string {
		const address = addressOf(uri);
		const answer = address && this.find(address.key);
		if (answer === undefined) {
			return droppedText();
		}
		return (
			this.revealed.get(uri.toString()) ??
			(address?.view === 'headers'
				? this.redactor.redact(headersDocumentText(answer))
				: bodyDocumentText(answer, this.redactor))
		);
	}

	/** How many values of the document are secrets, and whether they are shown. */
	hiddenIn(uri: vscode.Uri): { readonly count: number; readonly revealed: boolean } {
		const address = addressOf(uri);
		const answer = address && this.find(address.key);
		const revealed = this.revealed.has(uri.toString());
		if (answer === undefined) {
			return { count: 0, revealed };
		}
		return address?.view === 'headers'
			? { count: this.redactor.find(headersDocumentText(answer)).length, revealed }
			: { count: answer.hidden, revealed };
	}

	/** Shows the secrets of one document, until it is closed, hidden again or its request is sent again. */
	async reveal(uri: vscode.Uri): Promise<void> {
		const address = addressOf(uri);
		const answer = address && this.find(address.key);
		if (answer === undefined) {
			return;
		}
		const text =
			address?.view === 'headers' ? headersDocumentText(answer) : (await readBody(answer.exchange.response)).text;
		// Another answer may have come meanwhile.
		if (this.find(address?.key ?? '') === answer) {
			this.revealed.set(uri.toString(), text);
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
		this.answers.clear();
		this.revealed.clear();
	}

	private changed(uri: vscode.Uri): void {
		this._onDidChange.fire(uri);
		this._onDidChangeAnswers.fire();
	}

	private hideClosed(uri: vscode.Uri): void {
		const address = addressOf(uri);
		if (address !== undefined && !tabsOf(address.key).some(tab => uriOf(tab)?.toString() === uri.toString())) {
			this.hide(uri);
		}
	}

	private forgetRevealed(key: string): void {
		for (const uri of this.revealed.keys()) {
			if (addressOf(vscode.Uri.parse(uri))?.key === key) {
				this.revealed.delete(uri);
			}
		}
	}

	private diagnose(document: vscode.TextDocument): void {
		const address = addressOf(document.uri);
		const answer = address && this.find(address.key);
		if (address?.view === 'body' && answer !== undefined) {
			this.diagnostics.set(document.uri, errorDiagnostics(document, answer, this.redactor));
		}
	}
}

function isOpen(key: string): boolean {
	return vscode.workspace.textDocuments.some(({ uri }) => addressOf(uri)?.key === key);
}

/** Closes the tabs whose title no longer fits the answer: HTML came where JSON had been. */
async function closeOutdated(key: string, answer: Answer): Promise<void> {
	const titles = new Set((['body', 'headers'] as const).map(view => documentUri(view, key, answer).toString()));
	const outdated = tabsOf(key).filter(tab => !titles.has(uriOf(tab)?.toString() ?? ''));
	await vscode.window.tabGroups.close(outdated, true);
}

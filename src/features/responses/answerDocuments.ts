import * as vscode from 'vscode';
import type { Exchange } from '../../flowlu/exchange';
import type { Redactor } from '../../net/redact';
import { readAnswer, type Answer } from './answer';
import { addressOf, documentUri, scheme } from './documentAddress';
import { bodyDocumentText, droppedText, headersDocumentText } from './documentText';
import { errorDiagnostics } from './errorDiagnostics';
import { KeptAnswers } from './keptAnswers';
import { RequestPlaces } from './requestPlaces';
import { showInAnswerColumn, tabsOf, uriOf } from './tabs';

/** The documents of answers: one of the body and one of the headers for each request block that was sent. */
export class AnswerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this._onDidChange.event;
	private readonly _onDidChangeAnswers = new vscode.EventEmitter<void>();
	/** An answer was replaced or dropped. */
	readonly onDidChangeAnswers = this._onDidChangeAnswers.event;
	/** Where the requests of the answers stand. */
	readonly places = new RequestPlaces();
	private readonly diagnostics = vscode.languages.createDiagnosticCollection(scheme);
	private readonly answers = new KeptAnswers({ answers: 20, bytes: 100_000_000 }, isOpen, key => {
		this.places.delete(key);
	});
	private readonly subscription: vscode.Disposable;
	private lastKey = 0;

	constructor(private readonly redactor: Redactor) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			this._onDidChangeAnswers,
			this.places,
			this.diagnostics,
			vscode.workspace.onDidOpenTextDocument(document => {
				this.diagnose(document);
			}),
			vscode.workspace.onDidChangeTextDocument(({ document }) => {
				this.diagnose(document);
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
		const key = this.places.keyAt(exchange.source) ?? String(++this.lastKey);
		this.places.set(key, exchange.source);
		this.answers.set(key, answer);
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
		return address?.view === 'headers'
			? headersDocumentText(answer, this.redactor)
			: bodyDocumentText(answer, this.redactor);
	}

	dispose(): void {
		this.subscription.dispose();
		this.answers.clear();
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

import * as vscode from 'vscode';
import type { Exchange } from '../../flowlu/exchange';

/** Where a request stands now. The line is kept to tell a request that moved unseen, in a closed file, from the one that was sent. */
export interface RequestPlace {
	readonly uri: string;
	readonly offset: number;
	readonly line: string;
}

/** Follows sent requests while their documents are edited, so that "Send Again" sends the same request and no other. */
export class RequestPlaces implements vscode.Disposable {
	private readonly places = new Map<string, RequestPlace>();
	private readonly subscription = vscode.workspace.onDidChangeTextDocument(event => {
		this.follow(event);
	});

	/** The key of the request block that an exchange came from: that of the earlier exchange from the same place, or undefined. */
	keyAt({ uri, offset }: Exchange['source']): string | undefined {
		return [...this.places].find(([, place]) => place.uri === uri && place.offset === offset)?.[0];
	}

	set(key: string, { uri, offset }: Exchange['source']): void {
		const document = openDocument(uri);
		this.places.set(key, { uri, offset, line: document === undefined ? '' : lineAt(document, offset) });
	}

	delete(key: string): void {
		this.places.delete(key);
	}

	/** Where the request stands; undefined when its document is gone or has another line there. */
	async find(key: string): Promise<RequestPlace | undefined> {
		const place = this.places.get(key);
		const document = place && (await reopened(place.uri));
		return document !== undefined && lineAt(document, place?.offset ?? 0) === place?.line ? place : undefined;
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		const uri = document.uri.toString();
		for (const [key, place] of this.places) {
			if (place.uri === uri) {
				// Changes come last in the document first, so each one's offsets still hold.
				const offset = contentChanges.reduce(moved, place.offset);
				this.places.set(key, { uri, offset, line: lineAt(document, offset) });
			}
		}
	}
}

function moved(offset: number, change: vscode.TextDocumentContentChangeEvent): number {
	const end = change.rangeOffset + change.rangeLength;
	if (end <= offset) {
		return offset + change.text.length - change.rangeLength;
	}
	return Math.min(offset, change.rangeOffset);
}

function lineAt(document: vscode.TextDocument, offset: number): string {
	return document.lineAt(document.positionAt(offset)).text;
}

function openDocument(uri: string): vscode.TextDocument | undefined {
	return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri);
}

async function reopened(uri: string): Promise<vscode.TextDocument | undefined> {
	const parsed = vscode.Uri.parse(uri, true);
	// An untitled document that was closed is gone; opening it would make a new one.
	if (openDocument(uri) !== undefined || parsed.scheme === 'untitled') {
		return openDocument(uri);
	}
	try {
		return await vscode.workspace.openTextDocument(parsed);
	} catch {
		// The file was deleted or renamed.
		return undefined;
	}
}

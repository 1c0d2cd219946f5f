import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';

/** Where a request stands now. The line tells it from another request that took its place; undefined when one did. */
export interface RequestPlace {
	readonly uri: string;
	readonly offset: number;
	readonly line: string | undefined;
}

/** Follows sent requests while their documents are edited, so that "Send Again" sends the same request and no other. */
export class RequestPlaces implements vscode.Disposable {
	private readonly places = new Map<string, RequestPlace>();
	private readonly subscription = vscode.workspace.onDidChangeTextDocument(event => {
		this.follow(event);
	});

	/** The key of the request block that an exchange came from: that of the earlier exchange from the same place, or undefined. */
	keyAt({ uri, offset }: Exchange['source']): string | undefined {
		return [...this.places].find(
			([, place]) => place.line !== undefined && place.uri === uri && place.offset === offset,
		)?.[0];
	}

	set(key: string, { uri, offset }: Exchange['source']): void {
		const document = openDocument(uri);
		this.places.set(key, { uri, offset, line: document && lineAt(document, offset) });
	}

	delete(key: string): void {
		this.places.delete(key);
	}

	/** Where the request stands; undefined when its document is gone or has another line there. */
	async find(key: string): Promise<RequestPlace | undefined> {
		const place = this.places.get(key);
		if (place?.line === undefined) {
			return undefined;
		}
		const document = await reopened(place.uri);
		return document !== undefined && lineAt(document, place.offset) === place.line ? place : undefined;
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private follow(event: vscode.TextDocumentChangeEvent): void {
		const uri = event.document.uri.toString();
		for (const [key, place] of this.places) {
			if (place.uri === uri) {
				this.places.set(key, follow(place, event));
			}
		}
	}
}

function follow(place: RequestPlace, { document, contentChanges }: vscode.TextDocumentChangeEvent): RequestPlace {
	let { offset } = place;
	let isReplaced = false;
	// Changes come last in the document first, so each one's offsets still hold.
	for (const { rangeOffset, rangeLength, text } of contentChanges) {
		if (rangeOffset + rangeLength <= offset) {
			offset += text.length - rangeLength;
		} else if (rangeOffset <= offset) {
			offset = rangeOffset;
			isReplaced = true;
		}
	}
	const line = lineAt(document, offset);
	// A line that was replaced as a whole, by a reload from disk for instance, may be another request's.
	const isLost = place.line === undefined || (isReplaced && line !== place.line);
	return { ...place, offset, line: isLost ? undefined : line };
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

import * as vscode from 'vscode';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';

const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('flowlu', 'request');

export const curlPasteMetadata: vscode.DocumentPasteProviderMetadata = {
	providedPasteEditKinds: [kind],
	pasteMimeTypes: ['text/plain'],
};

/** @param text trimmed */
export function isCurlCommand(text: string): boolean {
	return /^curl\s/iu.test(text);
}

/**
 * A curl command that is pasted where a request may begin becomes one, without its credential. VS Code offers the plain text beside it; a command that
 * cannot be a request is pasted as it is, and underlined for its reason.
 */
export const curlPasteProvider: vscode.DocumentPasteEditProvider = {
	async provideDocumentPasteEdits(document, ranges, dataTransfer, _context, token) {
		const command = (await dataTransfer.get('text/plain')?.asString())?.trim() ?? '';
		const [range] = ranges;
		if (range === undefined || ranges.length > 1 || token.isCancellationRequested || !isCurlCommand(command)) {
			return undefined;
		}
		const separator = separatorAt(document, range);
		const { convertCurl } = await import('./curlConversion');
		const conversion = convertCurl(command);
		if (separator === undefined || !conversion.ok) {
			return undefined;
		}
		const title = conversion.hadCredential
			? vscode.l10n.t('Insert as Request without Credentials')
			: vscode.l10n.t('Insert as Request');
		return [new vscode.DocumentPasteEdit(`${separator}${conversion.text}\n`, title, kind)];
	},
};

/**
 * What separates a request that begins in the place of the range from the one before it. Undefined within a request, where the text behind would become a
 * part of the new one.
 */
function separatorAt(document: vscode.TextDocument, range: vscode.Range): string | undefined {
	const start = document.offsetAt(range.start);
	const before = document.lineAt(range.start.line).text.slice(0, range.start.character);
	const [behind = ''] = document.getText().slice(document.offsetAt(range.end)).split(/^###/mu, 1);
	if (before.trim() !== '' || behind.trim() !== '') {
		return undefined;
	}
	const block = parsedDocument(document).blockAt(start);
	const isBehindRequest = block !== undefined && block.requestLine.start < start && start <= block.span.end;
	return isBehindRequest ? '\n###\n' : '';
}

import * as vscode from 'vscode';
import { semanticKinds, semanticTokens } from '../../../http/service/nameTokens';
import type { HttpDocument } from '../../../http/document/document';
import { rangeOf } from '../../../scratchpads/ranges';

export const semanticLegend = new vscode.SemanticTokensLegend([...semanticKinds], ['declaration']);

export function semanticTokensIn(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	range: vscode.Range,
): vscode.SemanticTokens {
	const builder = new vscode.SemanticTokensBuilder(semanticLegend);
	const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
	for (const { kind, span: at, isDefinition } of semanticTokens(parsed, span)) {
		builder.push(rangeOf(document, at), kind, isDefinition ? ['declaration'] : []);
	}
	return builder.build();
}

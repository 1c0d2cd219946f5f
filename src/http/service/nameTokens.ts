import type { HttpDocument, RequestBlock } from '../document/document';
import { dynamicVariable, indirectVariable } from '../build/dynamicVariables';
import type { Span } from '../problem';
import { type NamedSymbol, promptsFor, symbolsIn } from './symbols';

/** What a name turned out to be, in VS Code's words for tokens. */
export const semanticKinds = ['variable', 'parameter', 'function', 'label', 'decorator'] as const;

export type SemanticKind = (typeof semanticKinds)[number];

export interface SemanticToken {
	readonly kind: SemanticKind;
	readonly span: Span;
	readonly isDefinition: boolean;
}

/**
 * What only the whole document tells of the names in the span; a grammar has told the rest. Names that mean nothing have no token.
 * In the order of the text, without an overlap.
 */
export function semanticTokens(document: HttpDocument, span: Span): readonly SemanticToken[] {
	const tokens = [
		...symbolsIn(document, span).flatMap(symbol => symbolToken(document, symbol)),
		...document.blocksWithin(span).flatMap(metadataTokens),
	];
	let end = 0;
	return tokens
		.sort((a, b) => a.span.start - b.span.start)
		.filter(token => {
			const isFree = token.span.start >= end;
			end = isFree ? token.span.end : end;
			return isFree;
		});
}

function symbolToken(document: HttpDocument, { kind, name, span, isDefinition }: NamedSymbol): SemanticToken[] {
	if (kind === 'request' || kind === 'run') {
		return [{ kind: 'label', span, isDefinition }];
	}
	if (kind === 'title') {
		// Hardly one is ever run, and a heading has its color.
		return [];
	}
	const block = document.blockAt(span.start);
	if (block !== undefined && promptsFor(block, name)) {
		return [{ kind: 'parameter', span, isDefinition }];
	}
	if (document.variableTable.has(name)) {
		return [{ kind: 'variable', span, isDefinition }];
	}
	const dollar = /^\$[\w.]*/u.exec(name)?.[0];
	return dollar === undefined || (dynamicVariable(name) ?? indirectVariable(name)) === undefined
		? []
		: [{ kind: 'function', span: { start: span.start, end: span.start + dollar.length }, isDefinition }];
}

/** With the at sign; what does nothing here has a problem at its name. */
function metadataTokens({ metadata, problems }: RequestBlock): SemanticToken[] {
	const idle = new Set(problems.filter(({ code }) => code.endsWith('Metadata')).map(({ span }) => span.start));
	return metadata
		.filter(({ nameSpan }) => !idle.has(nameSpan.start))
		.map(({ nameSpan }) => ({
			kind: 'decorator',
			span: { start: nameSpan.start - 1, end: nameSpan.end },
			isDefinition: false,
		}));
}

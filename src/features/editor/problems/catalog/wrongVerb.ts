import type { CatalogMethod } from '../../../../catalog/catalog';
import { sentMethodNames } from '../../../../http/parser/lineKinds/target';
import type { RequestBlock } from '../../../../http/document/document';
import { type CatalogFinding, finding } from './catalogFinding';
import { knowledgeOf, severityOf } from './knowledge';
import type { Piece } from './writtenTarget';

/** Where a request has another verb (`GET`) than the one with which the method of the catalog is known to be called. @param path `crm/lead/create` */
export function verbFindings(
	block: RequestBlock,
	{ httpMethod, confidence }: CatalogMethod,
	path: string,
	word: Piece,
): readonly CatalogFinding[] {
	const { method: verb, parts, requestLine, span } = block;
	// What is no verb at all is told of elsewhere.
	if (verb === httpMethod || !sentMethodNames.includes(verb)) {
		return [];
	}
	const knowledge = knowledgeOf(confidence);
	// Flowlu's page of `core/user/update` shows both.
	const isShownToo = verb === 'PUT' && word.text === 'update';
	const severity = isShownToo ? 'hint' : severityOf(knowledge, { isNear: true });
	const details = { code: 'wrongVerb', path, verb: httpMethod, isDocumented: knowledge === 'documented' } as const;
	const start = requestLine.start - span.start;
	const isWritten = parts.text.slice(start, start + verb.length).toUpperCase() === verb;
	return isWritten
		? finding(details, severity, { span: { start, end: start + verb.length }, suggestions: [httpMethod] })
		: finding(details, severity, {
				span: word.span,
				suggestions: [],
				insertion: { offset: start, before: `${httpMethod} `, after: '' },
			});
}

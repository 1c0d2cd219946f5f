import type { BodyKind, RequestBlock } from '../document/document';
import { type Problem, problemAt, shiftedSpan, type Span } from '../problem';
import {
	type CredentialPlace,
	isKeyPair,
	isKeyParameter,
	type RefusedPart,
	refusedParts,
} from '../../net/refusedParts';
import { headerKey } from '../../net/sentNames';
import { indexOutsideUses } from '../parser/variableUses';
import { mediaTypes } from './body/mediaTypes';
import type { BodyContent } from './body/bodyContent';

/** Of a request with all its values. */
interface MadeRequest {
	readonly target: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: BodyContent;
	readonly bodyKind?: BodyKind;
}

/** What would be refused of the request when it is signed, and a target that makes no address. */
export function refusals(block: RequestBlock, { target, headers, body, bodyKind }: MadeRequest): readonly Problem[] {
	// Where the account is does not matter.
	const address = /^[a-z][a-z\d+.-]*:\/\//iu.test(target) ? target : `https://a.invalid/${target.replace(/^\//u, '')}`;
	if (!URL.canParse(address)) {
		return [problemAt('invalidTarget', block.targetSpan, target)];
	}
	const url = new URL(address);
	const isTyped = headers.some(([name]) => /^content-type$/iu.test(name));
	const sentHeaders = isTyped ? headers : [...headers, ['Content-Type', mediaTypes[bodyKind ?? 'form']] as const];
	return refusedParts(body === undefined ? { headers } : { headers: sentHeaders, body }, url).flatMap(part =>
		placesOf(block, part).map(span =>
			part.kind === 'ownCredential'
				? problemAt('ownCredential', span, part.where)
				: problemAt('misleadingHeader', span, part.header),
		),
	);
}

/** Where it is written; the request line where it comes from a variable. */
function placesOf(block: RequestBlock, part: RefusedPart): readonly Span[] {
	const places =
		part.kind === 'misleadingHeader' ? headersCalled(block, part.header) : credentialPlaces(block, part.where);
	return places.length === 0 ? [block.requestLine] : places;
}

/** Where a request has a credential of its own, by the names that are typed: whole parameters, headers, members, or what stands before the host. */
export function credentialPlaces(block: RequestBlock, where: CredentialPlace): readonly Span[] {
	switch (where) {
		case 'userinfo':
			return userinfoOf(block);
		case 'Authorization':
			return headersCalled(block, 'authorization');
		case 'api_key':
			return [...keysInTarget(block), ...keysInBody(block)];
	}
}

function headersCalled({ parts, span }: RequestBlock, name: string): readonly Span[] {
	return parts.headers
		.filter(header => headerKey(parts.text.slice(header.name.start, header.name.end)) === headerKey(name))
		.map(({ name: { start }, value }) => shiftedSpan({ start, end: value.end }, span.start));
}

function writtenTarget({ parts: { text }, span, targetSpan }: RequestBlock): string {
	return text.slice(targetSpan.start - span.start, targetSpan.end - span.start);
}

function userinfoOf(block: RequestBlock): readonly Span[] {
	const { scheme = '', userinfo } =
		/^(?<scheme>[a-z][a-z\d+.-]*:\/\/)(?<userinfo>[^/?#\\\s]*@)/iu.exec(writtenTarget(block))?.groups ?? {};
	const start = block.targetSpan.start + scheme.length;
	return userinfo === undefined ? [] : [{ start, end: start + userinfo.length }];
}

function keysInTarget(block: RequestBlock): readonly Span[] {
	const target = writtenTarget(block);
	const question = indexOutsideUses(target, '?');
	return question < 0 ? [] : parametersCalledKey(target.slice(question), block.targetSpan.start + question);
}

/** Those of a query or a form. @param start where the text stands */
function parametersCalledKey(text: string, start: number): readonly Span[] {
	return Array.from(text.matchAll(/[^&;?\n]+/gu)).flatMap(({ 0: written, index }) => {
		const first = start + index + (written.length - written.trimStart().length);
		return isKeyPair(written.trim()) ? [{ start: first, end: first + written.trim().length }] : [];
	});
}

function keysInBody({ parts: { text, body }, span: { start } }: RequestBlock): readonly Span[] {
	if (body === undefined) {
		return [];
	}
	const content = text.slice(body.span.start, body.span.end);
	const from = start + body.span.start;
	const pattern = body.kind === 'json' ? jsonMember : body.kind === 'multipart' ? partName : undefined;
	return pattern === undefined
		? parametersCalledKey(content, from)
		: Array.from(content.matchAll(pattern)).flatMap(({ 0: written, index, groups }) =>
				isKeyParameter(groups?.['name'] ?? '') ? [{ start: from + index, end: from + index + written.length }] : [],
			);
}

const jsonMember = /"(?<name>[^"\\\n]{1,40})"\s*:\s*(?:"(?:[^"\\\n]|\\.)*"|[^\s",}\]]+)/gu;
const partName = /\bname="?(?<name>[^";\s]{1,40})"?/giu;

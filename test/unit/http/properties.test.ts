import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { HttpDocument, RequestBlock } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import type { Span } from '../../../src/http/problem';
import { buildRequest } from '../../../src/http/build/request';
import { fixedContext } from '../../support/fixedContext';
import { runs } from '../../support/runs';
import { anyText, pieces } from './anyText';

/** All spans that a block has, the inner ones after those that hold them. */
function spansOf(block: RequestBlock): Span[] {
	return [
		...[block.requestLine, block.targetSpan],
		...block.metadata.flatMap(({ span, nameSpan, valueSpan }) => [span, nameSpan, valueSpan]),
		...block.headers.flatMap(({ name, value }) => [name, value]),
		...block.uses.map(({ span }) => span),
		...(block.body === undefined
			? []
			: [
					block.body.span,
					...block.body.comments,
					...block.body.files.flatMap(({ span, pathSpan }) => [span, pathSpan]),
				]),
		...block.references.map(({ span }) => span),
		...block.problems.map(({ span }) => span),
	];
}

function assertWithin(spans: readonly Span[], { start, end }: Span): void {
	assert.deepEqual(
		spans.filter(span => !(start <= span.start && span.start <= span.end && span.end <= end)),
		[],
	);
}

function assertOrdered(spans: readonly Span[]): void {
	assert.deepEqual(
		spans.filter((span, index) => span.start < (spans[index - 1]?.end ?? 0)),
		[],
	);
}

function assertTiles({ blocks, gaps, length }: HttpDocument): void {
	const spans = [...blocks.map(({ span }) => span), ...gaps].sort((a, b) => a.start - b.start);
	assert.deepEqual(
		spans.map(({ start }) => start),
		[0, ...spans.map(({ end }) => end)].slice(0, spans.length),
	);
	assert.equal(spans.at(-1)?.end ?? 0, length);
}

suite('http parser on any text', () => {
	test('keeps it whole, covers it with blocks and gaps, and keeps every span inside and in order', function () {
		this.timeout(0);
		fc.assert(
			fc.property(anyText, text => {
				const document = parseDocument(text);
				assert.equal(document.text, text);
				assertTiles(document);
				assertWithin(
					[
						...document.problems.map(({ span }) => span),
						...document.variables.flatMap(({ span, nameSpan, valueSpan }) => [span, nameSpan, valueSpan]),
					],
					{ start: 0, end: text.length },
				);
				for (const block of document.blocks) {
					assertWithin(spansOf(block), block.span);
					assertOrdered(block.headers.flatMap(({ name, value }) => [name, value]));
					assertOrdered(block.uses.map(({ span }) => span));
					assertOrdered(block.metadata.map(({ span }) => span));
					assert.equal(document.blockAt(block.span.start), block);
				}
			}),
			{ numRuns: runs(500) },
		);
	});

	test('builds a request without control characters and open variables, or says why not', function () {
		this.timeout(0);
		fc.assert(
			fc.property(anyText, text => {
				const document = parseDocument(text);
				for (const block of document.blocks) {
					const built = buildRequest(document, block, fixedContext);
					if (built.ok) {
						assert.match(built.request.target, /^(?:https?:\/\/|\/(?!\/)|[\w-]+\/)[^\p{Cc}]*$/iu);
						assert.doesNotMatch(JSON.stringify([built.request.target, built.request.headers]), /\{\{\w+\}\}/u);
					} else {
						assert.ok(built.problems.length > 0 && built.problems.every(({ severity }) => severity === 'error'));
					}
				}
			}),
			{ numRuns: runs(500) },
		);
	});

	test('reads line breaks of both kinds alike', function () {
		this.timeout(0);
		fc.assert(
			fc.property(pieces, source => {
				const text = source.replaceAll('\r', '');
				const requests = (content: string) => {
					const document = parseDocument(content);
					return document.blocks.map(block => {
						const built = buildRequest(document, block, fixedContext);
						return built.ok ? built : built.problems.map(({ code }) => code);
					});
				};
				assert.deepEqual(requests(text.replaceAll('\n', '\r\n')), requests(text));
			}),
			{ numRuns: runs(500) },
		);
	});

	for (const [name, hostile] of Object.entries({
		'open braces': '{{'.repeat(200_000),
		'opened and closed braces': `GET /${'{{a}}'.repeat(50_000)}x`,
		'lines of open braces': '###\nGET /{{\n'.repeat(20_000),
		blanks: `GET /x\nA: ${' '.repeat(300_000)}b\nContent-Type: ${' '.repeat(300_000)}; c\n\n> ${' '.repeat(300_000)}x y`,
		dots: `GET ${'.'.repeat(300_000)} x`,
		'header lines': `GET /x\n${'a: b\n'.repeat(50_000)}`,
		'continuation lines': `GET /x\n${' &a=b\n'.repeat(50_000)}`,
		'form pairs': `POST /x\n\na=b${'&a=b'.repeat(50_000)}`,
		'form lines': `POST /x\n\n${'a=b\n'.repeat(50_000)}`,
		'definitions of one name': '@a = {{a}}\n'.repeat(30_000),
		'uses of a missing name': `POST /x\n\n${'{{a}}\n'.repeat(30_000)}`,
		'unclosed scripts': '###\nGET /x\n\n> {%\n'.repeat(20_000),
		'one name for all': '###\n# @name a\nGET /x\n'.repeat(20_000),
		'at signs': '@'.repeat(300_000),
		comments: `POST /x\n\n${'#\n'.repeat(100_000)}a=b`,
		'file lines': `POST /x\nContent-Type: text/plain\n\n${'< ./a.txt\n'.repeat(30_000)}`,
		imports: '# @import ./a\n'.repeat(30_000),
		'request variables': `# @name a\nGET /x\n###\nPOST /x\n\n${'{{a.response.body.$.b}}\n'.repeat(30_000)}`,
		curl: `curl ${" -X 'https://a.b".repeat(30_000)}`,
	})) {
		test(`takes no longer than its length asks for: ${name}`, function () {
			// Quadratic reading of any of these takes minutes.
			this.timeout(5000);
			const document = parseDocument(hostile);
			for (const block of document.blocks.slice(0, 10)) {
				buildRequest(document, block, fixedContext);
			}
			assertTiles(document);
		});
	}
});

import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { HttpDocument } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import type { Problem, Span } from '../../../src/http/problem';
import { realisticDocument } from '../../bench/realisticDocument';
import { anyText, piece } from './anyText';
import { allProblems } from './marked';
import { runs } from '../../support/runs';

interface Edit {
	/** Where it starts, in parts of the text's length. */
	readonly at: number;
	readonly cut: number;
	readonly put: string;
	/** Whether somebody asks for the problems in between. */
	readonly looked: boolean;
}

const edit: fc.Arbitrary<Edit> = fc.record({
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	cut: fc.oneof(fc.nat(4), fc.nat(60), fc.nat(2000)),
	put: fc.oneof(
		piece,
		fc.constant(''),
		fc.array(piece, { maxLength: 12 }).map(all => all.join('')),
	),
	looked: fc.boolean(),
});

/** Makes the edits in the text and, one after the other, in the document. */
function edited(text: string, edits: readonly Edit[]): { readonly text: string; readonly document: HttpDocument } {
	let document = parseDocument(text);
	let content = text;
	for (const { at, cut, put, looked } of edits) {
		const start = Math.floor(at * content.length);
		const end = Math.min(content.length, start + cut);
		content = content.slice(0, start) + put + content.slice(end);
		document = document.edited({ start, end }, put);
		if (looked) {
			document.unknownSendingProblems
				.filter((_, number) => number % 2 === 0)
				.forEach(find => {
					find();
				});
			assert.ok(document.allProblems.length >= document.problems.length);
		}
	}
	return { text: content, document };
}

/** All that a document tells. */
function told(document: HttpDocument): object {
	return {
		length: document.length,
		text: document.text,
		blocks: document.blocks.map(block => {
			const { span, requestLine, targetSpan, lines, method, target, title, name, account, key } = block;
			const { form, headers, body, metadata, uses, references, problems } = block;
			return {
				span,
				requestLine,
				targetSpan,
				lines,
				method,
				target,
				title,
				name,
				account,
				key,
				form,
				headers,
				body,
				metadata,
				uses,
				references,
				problems,
			};
		}),
		gaps: document.gaps,
		variables: document.variables,
		references: document.references,
		requestNames: document.requestNames.toSorted(),
		problems: document.problems,
		allProblems: document.allProblems,
	};
}

function assertLikeFresh({ text, document }: ReturnType<typeof edited>): void {
	assert.deepEqual(told(document), told(parseDocument(text)));
	const sorted = (problems: readonly Problem[]): readonly string[] =>
		problems.map(problem => JSON.stringify(problem)).sort();
	assert.deepEqual(sorted(document.allProblems), sorted(allProblems(document)));
}

const small = realisticDocument(5);

/** By the list of all blocks. */
function spanAround({ blocks, length }: HttpDocument, offset: number, most: number): Span {
	const before = blocks.filter(({ span }) => span.end <= offset).length;
	const last = Math.min(blocks.length, Math.max(most, before + Math.ceil(most / 2)));
	const start = last <= most ? 0 : blocks[last - most]?.span.start;
	return { start: start ?? 0, end: blocks[last]?.span.start ?? length };
}

suite('spans of so many requests', () => {
	test('hold those around an offset', function () {
		this.timeout(0);
		const long = realisticDocument(700);
		fc.assert(
			fc.property(
				fc.oneof(anyText, fc.constant(long)),
				fc.array(edit, { maxLength: 3 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 900 })),
				(text, edits, part, most) => {
					const { document } = edited(text, edits);
					const offset = Math.floor(part * document.length);
					const span = document.spanAround(offset, most);
					assert.deepEqual(span, spanAround(document, offset, most));
					const held = document.blocks.filter(block => block.span.start >= span.start && block.span.end <= span.end);
					assert.equal(held.length, Math.min(most, document.blocks.length));
				},
			),
			{ numRuns: runs(100) },
		);
	});
});

suite('http documents that are edited', () => {
	test('are what a new parser makes of the text', function () {
		this.timeout(0);
		fc.assert(
			fc.property(
				fc.oneof(anyText, fc.constant(small)),
				fc.array(edit, { minLength: 1, maxLength: 8 }),
				(text, edits) => {
					assertLikeFresh(edited(text, edits));
				},
			),
			{ numRuns: runs(1000) },
		);
	});

	test('are that also when they have thousands of blocks', function () {
		this.timeout(0);
		const large = realisticDocument(1000);
		fc.assert(
			fc.property(fc.array(edit, { minLength: 1, maxLength: 30 }), edits => {
				assertLikeFresh(edited(large, edits));
			}),
			{ numRuns: Math.ceil(runs(20) / 20) },
		);
	});

	test('keep the blocks that the edit does not touch, and number their lines anew', () => {
		const document = parseDocument('GET /a\n###\nGET /b\n###\nGET /c\n');
		const after = document.edited({ start: 0, end: 0 }, '# above\n');
		assert.deepEqual(
			after.blocks.map(({ lines, target }) => [lines.request, target]),
			[
				[1, '/a'],
				[3, '/b'],
				[5, '/c'],
			],
		);
		assert.equal(after.blocks[2]?.parts.text, document.blocks[2]?.parts.text);
	});

	for (const [name, text, start, end, put, targets] of [
		['a separator loses its number sign', 'GET /a\n###\nGET /b', 7, 8, '', ['/a']],
		['a separator is indented by text', 'GET /a\n  ###\nGET /b', 8, 8, 'x', ['/ax ###']],
		['the line break before a separator goes', 'GET /a\n###\nGET /b', 6, 7, '', ['/a###']],
		['a separator comes into a block', 'GET /a\nGET /b', 7, 7, '###\n', ['/a', '/b']],
		['a block goes', 'GET /a\n###\nGET /b\n###\nGET /c', 7, 18, '', ['/a', '/c']],
		['all goes', 'GET /a\n###\nGET /b', 0, 17, '', []],
		['text comes into nothing', '', 0, 0, 'GET /a', ['/a']],
	] as const) {
		test(name, () => {
			const document = parseDocument(text).edited({ start, end }, put);
			assert.equal(document.text, text.slice(0, start) + put + text.slice(end));
			assertLikeFresh({ text: document.text, document });
			assert.deepEqual(
				document.blocks.map(({ target }) => target),
				targets,
			);
		});
	}

	test('tell of names and variables that other blocks have no more', () => {
		const text = '@a = 1\n###\n# @name n\nGET /{{a}}\n###\n# @name n\nGET /{{a}}\n';
		const document = parseDocument(text);
		assert.deepEqual(
			document.allProblems.map(({ code }) => code),
			['duplicateName'],
		);
		const renamed = document.edited({ start: 1, end: 2 }, 'b');
		assert.deepEqual(
			renamed.allProblems.map(({ code, span }) => [code, renamed.text.slice(span.start, span.end)]),
			[
				['unknownVariable', '{{a}}'],
				['unknownVariable', '{{a}}'],
				['duplicateName', 'n'],
			],
		);
		assert.deepEqual(
			document.allProblems.map(({ code }) => code),
			['duplicateName'],
		);
	});
});

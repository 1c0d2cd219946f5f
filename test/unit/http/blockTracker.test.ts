import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { type BlockId, BlockTracker } from '../../../src/http/document/blockTracker';
import type { HttpDocument } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import type { Span } from '../../../src/http/problem';
import { runs } from '../../support/runs';

const uri = 'file:///a.flowlu.http';

/** A document beside its tracker, and for every character the request in whose line it was when that was tracked. */
class Editor {
	document: HttpDocument;
	text: string;
	origins: readonly BlockId[];
	readonly tracker = new BlockTracker(() => (this.isOpen ? this.document : undefined));
	/** What each request has looked like. */
	readonly texts = new Map<BlockId, Set<string>>();
	private readonly history: {
		readonly text: string;
		readonly origins: readonly BlockId[];
		/** What the edit put there. */
		readonly put: Span;
	}[] = [];
	private isOpen = true;

	constructor(text: string) {
		this.text = text;
		this.document = parseDocument(text);
		const origins = Array.from<BlockId>({ length: text.length }).fill(0);
		for (const block of this.document.blocks) {
			const id = this.tracker.idOf(uri, block);
			this.texts.set(id, new Set([block.text.trimEnd()]));
			origins.fill(id, block.requestLine.start, block.requestLine.end);
		}
		this.origins = origins;
	}

	edit({ start, end }: Span, put: string, putOrigins = Array.from<BlockId>({ length: put.length }).fill(0)): void {
		const outside = this.found().filter(([, { span }]) => end < span.start || start > span.end);
		this.history.push({ text: this.text, origins: this.origins, put: { start, end: start + put.length } });
		this.text = this.text.slice(0, start) + put + this.text.slice(end);
		this.origins = [...this.origins.slice(0, start), ...putOrigins, ...this.origins.slice(end)];
		const before = this.document;
		this.document = before.edited({ start, end }, put);
		this.tracker.edited(uri, before, { span: { start, end }, text: put }, this.document);
		for (const [id] of outside) {
			assert.ok(this.tracker.find(id), `request ${id}, which the edit did not touch, was lost`);
		}
		this.check();
	}

	/** As VS Code does: by the inverse of the last edit. */
	undo(): void {
		const last = this.history.pop();
		if (last !== undefined) {
			const { text, origins, put } = last;
			const end = text.length - (this.text.length - put.end);
			this.edit(put, text.slice(put.start, end), [...origins.slice(put.start, end)]);
			this.history.pop();
		}
	}

	/** Takes the last edit back as a file does that is read again: by the smallest edit that leads there. */
	reload(): void {
		const last = this.history.pop();
		if (last !== undefined) {
			const { text, origins } = last;
			const shorter = Math.min(text.length, this.text.length);
			let start = 0;
			while (start < shorter && text[start] === this.text[start]) {
				start++;
			}
			let behind = 0;
			while (behind < shorter - start && text.at(-1 - behind) === this.text.at(-1 - behind)) {
				behind++;
			}
			const end = text.length - behind;
			this.edit({ start, end: this.text.length - behind }, text.slice(start, end), [...origins.slice(start, end)]);
			this.history.pop();
		}
	}

	reopen(): void {
		const before = this.document;
		this.isOpen = false;
		this.tracker.closed(uri, before);
		assert.deepEqual(this.found(), []);
		this.isOpen = true;
		this.document = parseDocument(this.text);
		this.tracker.opened(uri, this.document);
		this.check();
	}

	found() {
		return [...this.texts.keys()].flatMap(id => {
			const block = this.tracker.find(id)?.block;
			return block === undefined ? [] : [[id, block] as const];
		});
	}

	private check(): void {
		const found = this.found();
		assert.equal(new Set(found.map(([, block]) => block.requestLine.start)).size, found.length, 'two at one request');
		const origins = [...this.origins];
		for (const [id, block] of found) {
			const line = new Set(origins.slice(block.requestLine.start, block.requestLine.end));
			const text = block.text.trimEnd();
			assert.ok(line.has(id) || this.texts.get(id)?.has(text), `${id} is shown over a request that it is not`);
			this.texts.get(id)?.add(text);
			// What was typed into it, or came back by its text, is its own from here on.
			origins.fill(id, block.requestLine.start, block.requestLine.end);
		}
		this.origins = origins;
	}
}

const operation = fc.oneof(
	fc.record({
		kind: fc.constant('edit' as const),
		at: fc.nat(999),
		cut: fc.oneof(fc.nat(3), fc.nat(40)),
		put: fc.constantFrom('', 'x', '\n', '###\n', 'GET q\n', '\n###\nGET w/e\n\n', '# c\n'),
	}),
	fc.record({ kind: fc.constant('remove' as const), block: fc.nat(9) }),
	fc.record({ kind: fc.constant('move' as const), block: fc.nat(9), to: fc.nat(9) }),
	fc.record({ kind: fc.constant('undo' as const) }),
	fc.record({ kind: fc.constant('reload' as const) }),
	fc.record({ kind: fc.constant('reopen' as const) }),
);

const original =
	'@a = 1\nGET a/b/list\n\n### two\n# @name two\nPOST c/d/create\n\nx = 1\n\n###\nGET e/f/get/3\n###\nGET a/b/list\n';

/** No two requests have pieces that could make up a third one's text. */
const distinct = '@a = 1\nGET k/b\n\n### two\n# @name two\nPOST c/d\n\ny = 2\n\n###\nPUT m/f/3\n###\nHEAD n/q\n';

suite('which request is which', () => {
	test('a request is found only where it was sent from, whatever is edited, moved, undone or reopened', () => {
		fc.assert(
			fc.property(fc.array(operation, { maxLength: 12 }), operations => {
				const editor = new Editor(original);
				for (const each of operations) {
					const { blocks } = editor.document;
					switch (each.kind) {
						case 'edit': {
							const start = Math.floor((each.at / 1000) * editor.text.length);
							editor.edit({ start, end: Math.min(editor.text.length, start + each.cut) }, each.put);
							break;
						}
						case 'remove':
							editor.edit(blocks[each.block % blocks.length]?.span ?? { start: 0, end: 0 }, '');
							break;
						case 'move': {
							const moved = blocks[each.block % blocks.length];
							if (moved !== undefined) {
								editor.edit(moved.span, '');
								const to = editor.document.blocks[each.to % editor.document.blocks.length]?.span.start ?? 0;
								editor.edit({ start: to, end: to }, moved.text);
							}
							break;
						}
						case 'undo':
							editor.undo();
							break;
						case 'reload':
							editor.reload();
							break;
						case 'reopen':
							editor.reopen();
					}
				}
			}),
			{ numRuns: runs(200) },
		);
	});

	test('all requests are found again when everything is undone', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(999), fc.nat(40), fc.constantFrom('', 'x', '\n###\n')), { maxLength: 8 }),
				edits => {
					const editor = new Editor(distinct);
					for (const [at, cut, put] of edits) {
						const start = Math.floor((at / 1000) * editor.text.length);
						editor.edit({ start, end: Math.min(editor.text.length, start + cut) }, put);
					}
					edits.forEach(() => {
						editor.undo();
					});
					assert.equal(editor.text, distinct);
					assert.equal(editor.found().length, 4);
				},
			),
			{ numRuns: runs(200) },
		);
	});

	const typed: readonly (readonly [
		what: string,
		text: string,
		edit: readonly [string, string],
		shown: readonly string[],
	])[] = [
		['a request that is typed on', 'GET a/b', ['b', 'b/list'], ['GET a/b/list']],
		['one whose method changes', 'GET a/b', ['GET', 'POST'], ['POST a/b']],
		['none, where the line is written anew', 'GET a/b', ['GET a/b', 'GET c/d'], []],
		['the one below a request that is removed', 'GET a/b\n\n###\nGET c/d', ['GET a/b\n\n###\n', ''], ['GET c/d']],
		[
			'the one whose line is left under the title of another',
			'### A\nGET a/b\n### B\nGET c/d',
			['GET a/b\n### B\n', ''],
			['GET c/d'],
		],
		['none, where two lines become one', '### A\nGET a/b\n### B\nGET c/d', ['T a/b\n### B\nGE', ''], []],
		['none, where it becomes a header of another', '###\nGET a/b', ['GET', 'POST x\nGET'], []],
	];
	for (const [what, text, [from, to], shown] of typed) {
		test(`is ${what}`, () => {
			const editor = new Editor(text);
			const start = text.indexOf(from);
			editor.edit({ start, end: start + from.length }, to);
			assert.deepEqual(
				editor.found().map(([, { method, target }]) => `${method} ${target}`),
				shown,
			);
		});
	}

	test('forgets what was lost longest ago once there is no room, and nothing that is in a document', () => {
		const documents = new Map<string, HttpDocument>();
		const tracker = new BlockTracker(uri => documents.get(uri), 3);
		const document = parseDocument('GET a\n###\nGET b\n');
		const ids = ['1', '2', '3'].map(uri => {
			documents.set(uri, document);
			return document.blocks.map(block => tracker.idOf(uri, block));
		});
		for (const uri of ['1', '2']) {
			documents.delete(uri);
			tracker.closed(uri, document);
		}
		assert.deepEqual(
			ids.map(of => of.map(id => tracker.uriOf(id))),
			[
				[undefined, '1'],
				['2', '2'],
				['3', '3'],
			],
		);
		documents.set('1', document);
		tracker.opened('1', document);
		assert.deepEqual(
			document.blocks.map(block => tracker.known('1', block)),
			[undefined, ids[0]?.[1]],
		);
		assert.equal(tracker.find(ids[2]?.[0] ?? 0)?.uri, '3');
	});
});

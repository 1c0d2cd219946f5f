import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, suiteSetup, test } from 'mocha';
import { type IGrammar, INITIAL } from 'vscode-textmate';
import { plainRequest } from '../../../src/http/curl/plainRequest';
import { bodyFilePaths, buildRequest } from '../../../src/http/build/request';
import { promptsOf } from '../../../src/http/build/sendingMetadata';
import type { HttpDocument, RequestBlock } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { realisticDocument } from '../../bench/realisticDocument';
import { fixedContext } from '../../support/fixedContext';
import { runs } from '../../support/runs';
import { piece } from './anyText';
import { loadHttpGrammar } from './httpGrammar';

/** All that goes out, and what it is put together from. */
function sentBy(document: HttpDocument): string {
	return JSON.stringify([
		document.blocks.map(block => sentOf(document, block)),
		document.references.map(({ text }) => text),
	]);
}

function sentOf(document: HttpDocument, block: RequestBlock): unknown {
	if (block.form === 'run') {
		return block.text.split('\n').filter(line => /^\s*run\s/iu.test(line));
	}
	const plain = block.form === 'curl' ? plainRequest(document, block) : undefined;
	const source = plain?.ok === true ? plain : { document, block };
	const answers = new Map(promptsOf(source.block.metadata).map(({ name }) => [name, `answer-${name}`]));
	const context = { ...fixedContext, answers, requestValue: (variable: object) => JSON.stringify(variable) };
	const paths = bodyFilePaths(source.document, source.block, context);
	const files = new Map(paths.map(({ path }) => [path, new TextEncoder().encode(`content of ${path}`)]));
	const built = buildRequest(source.document, source.block, { ...context, files });
	return built.ok ? built : built.problems.map(({ code, detail }) => [code, detail]);
}

suite('no line vanishes', () => {
	let grammar: IGrammar | null = null;
	suiteSetup(async () => {
		grammar = await loadHttpGrammar();
	});

	/** The scopes of each line, one after the other. */
	function scopesOf(lines: readonly string[]): string[] {
		let state = INITIAL;
		return lines.map(line => {
			assert.ok(grammar);
			const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
			state = ruleStack;
			return tokens.flatMap(({ scopes }) => scopes).join(' ');
		});
	}

	/** The lines that could be taken out of the document, and nobody would see that they are not sent. */
	function vanishing(text: string): readonly string[] {
		const document = parseDocument(text);
		const { allProblems } = document;
		if (allProblems.some(({ severity, code }) => severity === 'error' || code === 'disabledRequest')) {
			return [];
		}
		const lines = text.split('\n');
		const scopes = scopesOf(lines);
		const sent = sentBy(document);
		let start = 0;
		return lines.filter((line, index) => {
			const end = start + line.length;
			const isShown =
				// Separators of the fields of a form.
				/^[\s&]*$/u.test(line) ||
				// A definition that nothing uses is one all the same, and a script is shown as what it is.
				/\b(?:comment\.line|markup\.heading|meta\.(?:separator|definition|script))\b/u.test(scopes[index] ?? '') ||
				allProblems.some(({ span }) => span.start <= end && span.end > start);
			start = end + 1;
			return !isShown && sentBy(parseDocument(lines.toSpliced(index, 1).join('\n'))) === sent;
		});
	}

	const corpus = 'test/peers/corpus';
	const texts = [
		...readdirSync(corpus, { recursive: true, encoding: 'utf8' })
			.filter(path => path.endsWith('.http'))
			.map(path => join(corpus, path)),
		...readdirSync('examples').map(path => join('examples', path)),
	].map(path => readFileSync(path, 'utf8'));

	test('of the files of peers, and of the examples', () => {
		assert.deepEqual(texts.flatMap(vanishing), []);
	});

	test('of texts that are nearly these', function () {
		this.timeout(0);
		const inserted = fc.oneof(
			piece,
			fc.constantFrom(
				'#hashtag',
				'> thanks',
				'| more',
				'&b=2',
				'>> x.json',
				'?? why',
				'// x',
				'--x',
				'{{\n',
				'<> x',
				'> {%',
				'%}',
			),
		);
		const edits = fc.array(fc.record({ line: fc.nat(40), put: inserted, cuts: fc.boolean(), isOwn: fc.boolean() }), {
			minLength: 1,
			maxLength: 4,
		});
		fc.assert(
			fc.property(fc.constantFrom(...texts, realisticDocument(3)), edits, (source, changes) => {
				const lines = source.split('\n');
				for (const { line, put, cuts, isOwn } of changes) {
					const at = line % lines.length;
					lines.splice(at, cuts ? 1 : 0, isOwn ? put : put + (lines[at] ?? ''));
				}
				const text = lines.join('\n');
				// The lines of a command are the shell's.
				fc.pre(!/^\s*curl\s/mu.test(text));
				assert.deepEqual(vanishing(text), []);
			}),
			{ numRuns: runs(1000), seed: 12 },
		);
	});
});

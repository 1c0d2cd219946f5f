import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { isCheckLine, readCheckLine } from '../../../src/http/checks/checkLine';
import { parseDocument } from '../../../src/http/document/parse';

/** What a line says, or what is wrong with which part of it. */
function said(line: string): string {
	const { check, problem, expected } = readCheckLine(line);
	if (problem !== undefined) {
		return `${problem.code} ${line.slice(problem.span.start, problem.span.end)}`;
	}
	const words = [check?.subject, check?.argument, check?.meaning, line.slice(expected.start, expected.end)];
	return words.filter(word => word !== undefined && word !== '').join(' ');
}

suite('a check', () => {
	for (const [line, expected] of [
		['?? status == 200', 'status equals 200'],
		['??status==200', 'status equals 200'],
		['??   status   !==   404', 'status notSame 404'],
		['?? header Content-Type contains json', 'header Content-Type contains json'],
		['?? header contains json', 'missingCheckArgument header'],
		['?? duration < 2000', 'duration less 2000'],
		['?? duration firstByte < 100', 'unsupportedCheck ?? duration firstByte < 100'],
		['?? body contains a == b', 'body contains a == b'],
		['?? body matches ^a b$', 'body matches ^a b$'],
		['?? body response.items[0].name == Acme & Sons', 'body $.response.items[0].name equals Acme & Sons'],
		['?? body [0].id exists', 'body $[0].id exists'],
		['?? body items.length > 3', 'body $.items.length greater 3'],
		['?? body items.map(a=>a) isArray', 'unsupportedCheck ?? body items.map(a=>a) isArray'],
		['?? body sha256 abc', 'unsupportedCheck ?? body sha256 abc'],
		['?? js response.parsedBody.id == 1', 'unsupportedCheck ?? js response.parsedBody.id == 1'],
		['?? xpath /a exists', 'unsupportedCheck ?? xpath /a exists'],
		['?? ok', 'ok isTrue'],
		['?? ok isFalse', 'ok isFalse'],
		['?? ok 5', 'unknownCheckPredicate 5'],
		['?? error', 'error exists'],
		['?? error 21', 'error equals 21'],
		['?? error != 21', 'error differs 21'],
		['?? error message contains not found', 'error message contains not found'],
		['?? total >= 1', 'total atLeast 1'],
		['?? count == 50', 'count equals 50'],
		['?? field name == "Acme"', 'field name equals "Acme"'],
		['?? field', 'missingCheckArgument field'],
		['?? $.response.id === 5', '$ $.response.id same 5'],
		["?? $.response['a b'][0] not equals 5", "$ $.response['a b'][0] differs 5"],
		['?? $.items[?@.id == 5].name exists', '$ $.items[?@.id == 5].name exists'],
		['?? $.name ==', '$ $.name equals'],
		['?? $.name >', 'missingCheckValue >'],
		['?? $.name', 'missingCheckPredicate $.name'],
		['?? $.name is Acme', 'unknownCheckPredicate is Acme'],
		['?? $.name exists now', 'needlessCheckValue now'],
		['?? $.{{name}} exists', 'variableInCheck $.{{name}}'],
		['?? $.name == {{name}}', '$ $.name equals {{name}}'],
		['?? every $.active == 1', 'every $.active equals 1'],
		['?? every active == 1', 'missingCheckArgument every'],
		['?? every $..id == 1', 'missingCheckArgument every'],
		['?? Status == 200', 'unknownCheckSubject Status'],
		['?? toString == 200', 'unknownCheckSubject toString'],
		['?? $.a constructor 1', 'unknownCheckPredicate constructor 1'],
		['?? == 1', 'unknownCheckSubject =='],
		['??', 'unknownCheckSubject ??'],
	] as const) {
		test(line, () => {
			assert.equal(said(line), expected);
		});
	}

	test('is told from a text that begins with question marks', () => {
		const lines = ['?? what', '??', '???', '?? is it', '?? a b c', '?? really? yes'];
		assert.deepEqual(lines.filter(isCheckLine), []);
		const checks = ['?? a b == c', '?? ok', '?? $.', '?? whatever exists', '??status'];
		assert.deepEqual(checks.filter(isCheckLine), checks);
	});

	test('belongs to its request wherever it stands, and is never sent', () => {
		const { blocks } = parseDocument(
			'?? status == 200\nPOST crm/lead/create\nA: b\n?? count == 1\n\nname=Acme\n\n?? field id exists\n?? ok\n###\nGET x\n?? $.a == {{b}}\n\n@b = 1',
		);
		const checks = blocks.map(({ checks: lines, span, text }) =>
			lines.map(({ start, end }) => text.slice(start - span.start, end - span.start)),
		);
		assert.deepEqual(checks, [
			['?? status == 200', '?? count == 1', '?? field id exists', '?? ok'],
			['?? $.a == {{b}}'],
		]);
		assert.deepEqual(
			blocks.map(({ body, uses }) => [body, uses.map(({ name }) => name)]),
			[
				[undefined, []],
				[undefined, ['b']],
			],
		);
	});

	test('reads any text without an error, in words that are in the line', () => {
		const parts = ['??', ' ', '$', '.a', '[', ']', "'", '"', 'every', 'body', '==', '{{x}}', '\\', 'exists', 'ä', '\t'];
		let state = 7;
		for (let round = 0; round < 3000; round++) {
			let line = '??';
			for (let length = 0; length < 8; length++) {
				state = (state * 1103515245 + 12345) % 2147483648;
				line += parts[state % parts.length] ?? '';
			}
			const { subject, argument, predicate, expected, problem } = readCheckLine(line.trimEnd());
			for (const span of [subject, argument, predicate, expected, problem?.span]) {
				assert.ok(span === undefined || (span.start >= 0 && span.start <= span.end && span.end <= line.length), line);
			}
			assert.ok(problem === undefined || problem.span.start < problem.span.end, line);
		}
	});
});

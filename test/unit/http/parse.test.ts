import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { RequestBlock } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { headerText } from '../../../src/http/parser/lineKinds/headerLines';
import { marked } from './marked';

/** What a block says, without what is absent. */
function spoken(text: string, block: RequestBlock): Record<string, unknown> {
	const { title, name, account, key, method, target, headers, body } = block;
	const all = {
		title,
		name,
		account,
		key,
		method,
		target,
		headers: headers.map(
			header => `${text.slice(header.name.start, header.name.end)}: ${headerText(text, header.value)}`,
		),
		body: body && `${body.kind} ${text.slice(body.span.start, body.span.end)}`,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && String(value) !== ''));
}

function reads(text: string, ...expected: readonly Record<string, unknown>[]): void {
	test(JSON.stringify(text), () => {
		const { blocks } = parseDocument(text);
		assert.deepEqual(
			blocks.map(block => spoken(text, block)),
			expected,
		);
	});
}

suite('http blocks', () => {
	const getX = { method: 'GET', target: '/x' };
	reads('');
	reads('\n# only a comment\n@a = 1\n');
	reads('###\n### \n####\n');
	reads('GET /x', getX);
	reads('\ufeffGET /x', getX);
	reads('\ufeff### One\r\nGET /x\r\n', { ...getX, title: 'One' });
	reads(
		'### One ###\nGET /x\n###Two\nPOST /y',
		{ ...getX, title: 'One ###' },
		{ method: 'POST', target: '/y', title: 'Two' },
	);
	reads('  ###  Größe 😀 \t\nGET /x', { ...getX, title: 'Größe 😀' });
	reads('# @title One\nGET /x', { ...getX, title: 'One' });
	reads('### One\n# @title Two\nGET /x', { ...getX, title: 'One' });
	reads('@a = 1\n\nGET /x\n###\n# nothing here\n###\nGET /x', getX, getX);
	reads('# @name one\n#@account acme\n// @key = Sales team\nGET /x', {
		...getX,
		name: 'one',
		account: 'acme',
		key: 'Sales team',
	});
	reads('# @Name one\n# @ACCOUNT acme\n# @Key b\nGET /x', { ...getX, name: 'one', account: 'acme', key: 'b' });
	reads('GET /x\nA: b\n# @name = late', { ...getX, headers: ['A: b'], name: 'late' });
});

suite('http request lines', () => {
	reads('crm/lead/list', { method: 'GET', target: 'crm/lead/list' });
	reads('post crm/lead/list', { method: 'POST', target: 'crm/lead/list' });
	reads('\tGET\t /x \t HTTP/1.1 \t', { method: 'GET', target: '/x' });
	reads('GET https://a.b/x http/1.1', { method: 'GET', target: 'https://a.b/x' });
	reads('GET /x?a=1 HTTP/2 (Prior Knowledge)', { method: 'GET', target: '/x?a=1' });
	reads('GET /x\n?a=1\n&b=2 HTTP/2\t(prior knowledge) ', { method: 'GET', target: '/x?a=1&b=2' });
	reads('GET /x?a=b (prior knowledge)', { method: 'GET', target: '/x?a=b (prior knowledge)' });
	reads('GET /HTTP/1.1', { method: 'GET', target: '/HTTP/1.1' });
	reads('GET /x?search=Acme and Sons HTTP/1.1', { method: 'GET', target: '/x?search=Acme and Sons' });
	reads('GET /x\n?page=1\n&limit=2\nA: b', { method: 'GET', target: '/x?page=1&limit=2', headers: ['A: b'] });
	reads('GET /x\r\n\t?page=1\r\n# none\r\n\t&limit=2 HTTP/1.1\r\n', { method: 'GET', target: '/x?page=1&limit=2' });
	reads('GET https://a.b\n    /crm\n    /lead/list\n    ?page=1', {
		method: 'GET',
		target: 'https://a.b/crm/lead/list?page=1',
	});
	reads('GET {{host}}/x?a={{ b }}', { method: 'GET', target: '{{host}}/x?a={{ b }}' });
	reads('curl https://a.b\nA: b\n\nbody', { method: 'GET', target: 'https://a.b' });
	reads(`curl -X put 'https://a.b/c' -d x`, { method: 'PUT', target: 'https://a.b/c' });
	reads('curl -sXdelete https://a.b/c', { method: 'DELETE', target: 'https://a.b/c' });
	reads('curl -G https://a.b/c -d x=1', { method: 'GET', target: 'https://a.b/c' });
	reads('curl --data x \\\n  "https://a.b/c"', { method: 'POST', target: 'https://a.b/c' });
	reads('GRPC a.b/C\nA: b\n\nbody\n###\nGET /x', { method: 'GRPC' }, { method: 'GET', target: '/x' });
});

suite('http headers', () => {
	const withHeaders = (...headers: string[]) => ({ method: 'GET', target: '/x', headers });
	reads('GET /x\nA:b\nB :  c  \nC:', withHeaders('A: b', 'B: c', 'C: '));
	reads('GET /x\nA: 1\nA: 2\na: 3', withHeaders('A: 1', 'A: 2', 'a: 3'));
	reads('GET /x\nA: 1,\n  2,\r\n# not this\n\t3\nB: c', withHeaders('A: 1, 2, 3', 'B: c'));
	reads('GET /x\n# one\nA: 1 # kept\n// two\nB: //2', withHeaders('A: 1 # kept', 'B: //2'));
	reads('GET /x\nA: 1\n@b = 2\nC: d', withHeaders('A: 1', 'C: d'));
	reads('  GET /x\n  A: 1\n  B: 2', withHeaders('A: 1', 'B: 2'));
	reads('GET /x\n \t\nA: 1', { method: 'GET', target: '/x', body: 'text A: 1' });
});

suite('http bodies', () => {
	const withBody = (body: string, contentType?: string) => ({
		method: 'POST',
		target: '/x',
		...(contentType === undefined ? {} : { headers: [`Content-Type: ${contentType}`] }),
		body,
	});
	reads('POST /x\n\n{\n  "a": 1\n}\n\n\n', withBody('json {\n  "a": 1\n}'));
	reads('POST /x\n\n\n\n  [1]', withBody('json   [1]'));
	reads('POST /x\n\na=1\n\nb=2', withBody('form a=1\n\nb=2'));
	reads('POST /x\n\n{{all}}', withBody('text {{all}}'));
	reads('POST /x\n\n{{a}}={{b}}', withBody('form {{a}}={{b}}'));
	reads('POST /x\n\n<a b="1"/>', withBody('text <a b="1"/>'));
	reads('POST /x\n\nhello', withBody('text hello'));
	reads('POST /x\ncontent-type: application/json; charset=utf-8\n\na=1', {
		...withBody('json a=1'),
		headers: ['content-type: application/json; charset=utf-8'],
	});
	reads('POST /x\nContent-Type: application/vnd.api+JSON\n\n1', withBody('json 1', 'application/vnd.api+JSON'));
	reads('POST /x\nContent-Type: text/plain\n\n{}', withBody('text {}', 'text/plain'));
	reads('POST /x\nContent-Type: {{type}}\n\n{}', withBody('json {}', '{{type}}'));
	reads('POST /x\n\n# above\na=1\n# within\nb=2\n# below\n', withBody('form a=1\n# within\nb=2'));
	reads('POST /x\n\n{}\n\n> {% a %}\n\n<> b.json', withBody('json {}'));
});

suite('http document', () => {
	test('blocks and gaps cover the text, and the request line is where the lens goes', () => {
		const { text, spans } = marked(
			'«@a = 1\n\n»«### One\n# @name x\n«GET /x HTTP/1.1»\nA: b\n\n»«###\n\n»«### Two\r\n  «POST /y»\r\n\r\n{}\r\n»',
		);
		const { blocks, gaps, length } = parseDocument(text);
		assert.deepEqual(
			{
				length,
				spans: [...gaps, ...blocks.flatMap(block => [block.span, block.requestLine])].sort(
					(a, b) => a.start - b.start || b.end - a.end,
				),
			},
			{ length: text.length, spans },
		);
	});

	test('keeps where everything of a block stands', () => {
		const source = '@«v» = «1»\n# @«name» «x»\nGET «/x?a=«{{v}}»\n  &b=2»\n«A»: «b,\n c»\n\n«a=1\n«# no\n»b=2»\n';
		const { text, spans } = marked(source);
		const { blocks, variables } = parseDocument(text);
		const [block] = blocks;
		const [variable] = variables;
		const [metadata] = block?.metadata ?? [];
		const [header] = block?.headers ?? [];
		assert.deepEqual(
			[
				...[variable?.nameSpan, variable?.valueSpan, metadata?.nameSpan, metadata?.valueSpan],
				...[block?.targetSpan, block?.uses[0]?.span, header?.name, header?.value],
				...[block?.body?.span, block?.body?.comments[0]],
			],
			spans,
		);
	});

	test('finds the block of a cursor', () => {
		const cursorIn = (source: string) => {
			const offset = source.indexOf('|');
			return parseDocument(source.replace('|', '')).blockAt(offset)?.target;
		};
		const cases: readonly [source: string, target: string | undefined][] = [
			['|GET /x', '/x'],
			['GET /x|', '/x'],
			['GET /x\n\n|', '/x'],
			['|', undefined],
			['@a = 1|\n###\nGET /x', undefined],
			['@a = 1\n|###\nGET /x', '/x'],
			['GET /x\n#|##\nGET /y\n', '/y'],
			['GET /x|\n###\nGET /y\n', '/x'],
			['GET /x\n|###\n', undefined],
			['GET /x\n###\n|', undefined],
			['GET /x\n###\n@a|=b\n###\nGET /y\n', undefined],
		];
		assert.deepEqual(
			cases.map(([source]) => [source, cursorIn(source)]),
			cases,
		);
	});

	test('reads a block the same whether its neighbours are there or not', () => {
		const block = '### One\nPOST /x?a={{b}}\nA: {{c}}\n\n{"d": {{e}}}\n';
		const alone = parseDocument(block).blocks[0];
		const among = parseDocument(`###\nGET /{{\n${block}###\nGET /}}`).blocks[1];
		assert.ok(alone && among);
		const shift = among.span.start;
		assert.deepEqual(
			among.uses.map(({ name, span }) => ({ name, span: { start: span.start - shift, end: span.end - shift } })),
			alone.uses,
		);
	});
});

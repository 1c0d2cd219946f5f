import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, suiteSetup, test } from 'mocha';
import { SaxesParser } from 'saxes';
import { junitText } from '../../../src/cli/reports/junit';
import type { Report, ReportRequest } from '../../../src/cli/reports/report';
import { element, textContent } from '../../../src/cli/reports/xml';
import { type JunitCheck, junitCheck } from './junitSchema';

interface Element {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: Element[];
	text: string;
}

/** By a strict parser. @throws where it is no XML 1.0 */
function parsed(xml: string): Element {
	const root: Element = { name: '', attributes: {}, children: [], text: '' };
	const open = [root];
	const parser = new SaxesParser({ xmlns: false });
	parser.on('error', error => {
		throw error;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const child = { name, attributes, children: [], text: '' };
		open.at(-1)?.children.push(child);
		open.push(child);
	});
	parser.on('text', text => {
		const last = open.at(-1);
		if (last !== undefined) {
			last.text += text;
		}
	});
	parser.on('closetag', () => open.pop());
	parser.write(xml).close();
	const [found] = root.children;
	assert.ok(found);
	return found;
}

function request(state: ReportRequest['state'], more: Partial<ReportRequest> = {}): ReportRequest {
	return { name: 'A request', line: 2, state, wasTried: true, checks: [], findings: [], ...more };
}

function reportWith(...files: (readonly ReportRequest[])[]): Report {
	return {
		...({ version: 1, started: '2026-01-02T03:04:05.678Z', milliseconds: 1234, exitCode: 0, counts: {} } as const),
		files: files.map((requests, index) => ({ file: `${index}.flowlu.http`, requests })),
	};
}

suite('reports of the command line', () => {
	let followSchema: JunitCheck;

	suiteSetup(async () => {
		followSchema = await junitCheck();
	});

	const anyText = fc.string({ unit: 'binary', maxLength: 40 });
	const allowed = (text: string): string =>
		text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

	test('any text stands in an attribute and in an element as it is, but for what XML cannot write', () => {
		fc.assert(
			fc.property(anyText, anyText, (attribute, content) => {
				const { attributes, text } = parsed(element('a', { b: attribute }, textContent(content)));
				assert.equal(attributes['b'], allowed(attribute));
				assert.equal(text, allowed(content));
			}),
		);
		const hostile = '\u0000\u001B[31m\uD800 ]]> <!-- & \uFFFE';
		assert.equal(parsed(element('a', {}, textContent(hostile))).text, '\uFFFD\uFFFD[31m\uFFFD ]]> <!-- & \uFFFD');
	});

	const states = ['passed', 'failed', 'incomplete', 'noResponse', 'notSent', 'skipped', 'cancelled'] as const;
	const anyRequest = fc
		.record({ state: fc.constantFrom(...states), name: anyText, wasTried: fc.boolean(), row: anyText, body: anyText })
		.map(({ state, ...rest }) => request(state, { ...rest, milliseconds: 5 }));

	test('JUnit: its counts are those of its cases, and its form that of the schema', () => {
		fc.assert(
			fc.property(fc.array(fc.array(anyRequest, { maxLength: 5 }), { maxLength: 3 }), files => {
				const xml = junitText(reportWith(...files));
				followSchema(xml);
				const report = parsed(xml);
				const all = report.children.flatMap(({ children }) => children);
				const having = (cases: readonly Element[], name: string) =>
					String(cases.filter(({ children }) => children.some(child => child.name === name)).length);
				for (const { attributes, children } of [...report.children, { ...report, children: all }]) {
					assert.equal(attributes['tests'], String(children.length));
					assert.equal(attributes['failures'], having(children, 'failure'));
					assert.equal(attributes['errors'], having(children, 'error'));
					assert.equal(attributes['skipped'] ?? having(children, 'skipped'), having(children, 'skipped'));
				}
			}),
		);
	});

	for (const [state, wasTried, expected] of [
		['passed', true, undefined],
		['failed', true, 'failure'],
		['incomplete', true, 'failure'],
		['noResponse', true, 'error'],
		['notSent', true, 'error'],
		['skipped', false, 'skipped'],
		// The request that it needs failed, which is no case of its own.
		['skipped', true, 'error'],
		['cancelled', true, 'error'],
		['cancelled', false, 'skipped'],
	] as const) {
		test(`JUnit: ${state}${wasTried ? '' : ', its turn never came'}: ${expected ?? 'nothing'}`, () => {
			const [suiteElement] = parsed(junitText(reportWith([request(state, { wasTried })]))).children;
			assert.equal(suiteElement?.children[0]?.children[0]?.name, expected);
		});
	}

	test('JUnit: every outcome, and hostile text in every place, follows the schema', () => {
		const texts = [
			...[
				'\u0000\u0008\u000B\u001B[31m\u007F\u0085',
				']]>',
				'<![CDATA[',
				'<!--',
				'&lt;&#0;&unknown;',
				'\uD800',
				'a\uDFFFb',
			],
			...['\uFFFE\uFFFF', '\t\n\r\r\n', '"\'<>&', '\u{1F600}', '\u202E', ' ', ''],
		];
		const requests = texts.flatMap(text =>
			states.flatMap(state =>
				[true, false].map(wasTried => {
					const place = { file: text, line: 1, column: 1 };
					const findings = [{ kind: 'check', message: text, ...place, expected: text, actual: text } as const];
					return request(state, { name: `a${text}`, row: text, wasTried, findings, body: text });
				}),
			),
		);
		const { files, ...report } = reportWith(requests);
		const named = texts.map((text, index) => ({ file: `${index}${text}`, requests: files[0]?.requests ?? [] }));
		followSchema(junitText({ ...report, files: named }));
	});

	test('JUnit: no cases, and thousands of them, follow the schema', () => {
		followSchema(junitText(reportWith()));
		followSchema(junitText(reportWith([])));
		const many = Array.from({ length: 5000 }, (_, index) =>
			request(states[index % states.length] ?? 'passed', { name: `Request ${index}`, milliseconds: index }),
		);
		followSchema(junitText(reportWith(many)));
	});

	for (const [what, from, to] of [
		['an attribute that nobody reads', ' tests=', ' retries="1" tests='],
		['a count that is none', 'tests="2"', 'tests="many"'],
		['a failure without its type', ' type="failed"', ''],
		['two outcomes of a case', '</failure>', '</failure><skipped/>'],
		['two cases of one name', 'name="Other"', 'name="A request"'],
	] as const) {
		test(`JUnit: the schema refuses ${what}`, () => {
			const xml = junitText(reportWith([request('failed'), request('passed', { name: 'Other' })]));
			followSchema(xml);
			assert.throws(() => {
				followSchema(xml.replace(from, to));
			}, assert.AssertionError);
		});
	}

	test('JUnit: no two cases of a file have one name, of which GitLab would leave out the second', () => {
		const named = ['Lead', 'Lead (2)', 'Lead', 'Lead'].map(name => request('passed', { name }));
		const rows = ['1', '1'].map(row => request('failed', { name: 'Row', row }));
		const xml = junitText(reportWith([...named, ...rows]));
		followSchema(xml);
		const [suiteElement] = parsed(xml).children;
		assert.deepEqual(
			suiteElement?.children.map(({ attributes }) => attributes['name']),
			['Lead', 'Lead (2)', 'Lead (3)', 'Lead (4)', 'Row [1]', 'Row [1] (2)'],
		);
	});

	test('JUnit: a failure names place, check, expected and actual value, and no body unless there is one', () => {
		const findings = [
			{
				kind: 'check',
				message: '?? status == 201',
				file: 'a.flowlu.http',
				line: 7,
				column: 1,
				expected: '== 201',
				actual: '200',
			},
		] as const;
		const xml = junitText(reportWith([request('failed', { findings })]));
		assert.match(
			xml,
			/message="\?\? status == 201" type="failed">a\.flowlu\.http:7:1: \?\? status == 201\n {2}expected {2}== 201\n {2}got {7}200</u,
		);
		assert.doesNotMatch(xml, /system-out/u);
		assert.match(
			junitText(reportWith([request('passed', { body: '{"a":1}' })])),
			/<system-out>\{"a":1\}<\/system-out>/u,
		);
	});
});

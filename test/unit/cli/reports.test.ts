import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { SaxesParser } from 'saxes';
import { junitText } from '../../../src/cli/reports/junit';
import type { Report, ReportRequest } from '../../../src/cli/reports/report';
import { element, textContent } from '../../../src/cli/reports/xml';

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

/** Of jenkins-junit.xsd, which most readers are written for: what each element may have. */
const schema: Readonly<
	Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>
> = {
	testsuites: { attributes: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'], children: ['testsuite'] },
	testsuite: {
		attributes: ['name', 'tests', 'failures', 'errors', 'time', 'skipped', 'timestamp', 'file'],
		children: ['testcase'],
	},
	testcase: {
		attributes: ['name', 'classname', 'time', 'file', 'line'],
		children: ['skipped', 'error', 'failure', 'system-out'],
	},
	skipped: { attributes: ['message'], children: [] },
	error: { attributes: ['type', 'message'], children: [] },
	failure: { attributes: ['type', 'message'], children: [] },
	'system-out': { attributes: [], children: [] },
};

function followSchema({ name, attributes, children }: Element): void {
	const rule = schema[name];
	assert.ok(rule, name);
	assert.deepEqual(
		Object.keys(attributes).filter(attribute => !rule.attributes.includes(attribute)),
		[],
	);
	assert.deepEqual(
		children.map(child => child.name).filter(child => !rule.children.includes(child)),
		[],
	);
	children.forEach(followSchema);
}

suite('reports of the command line', () => {
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
				const report = parsed(junitText(reportWith(...files)));
				followSchema(report);
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

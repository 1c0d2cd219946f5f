import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { expectedSession } from '../../../src/engine/sessionChoice';
import { PlainBlocks } from '../../../src/features/sending/plainBlocks';
import type { SessionEntry } from '../../../src/flowlu/sessionEntry';
import { EngineStage } from '../../support/engineStage';
import { Random } from '../../support/random';

const hosts = ['acme.flowlu.com', 'globex.flowlu.com', 'shop.example', 'initech.flowlu.com'];

/** The beginnings of targets: of accounts that are configured and of one that is not, spelled in every way, and of variables from everywhere. */
const beginnings = [
	'',
	'/',
	'/api/v1/module/',
	...hosts.map(host => `https://${host}/api/v1/module/`),
	'HTTPS://Globex.Flowlu.Com:443/api/v1/module/',
	'https://globex.flowlu.com.',
	'{{host}}/api/v1/module/',
	'{{host}}',
	'https://{{name}}.flowlu.com/api/v1/module/',
	'{{scheme}}://globex.flowlu.com/api/v1/module/',
	'{{outer}}/api/v1/module/',
	'{{inEnvironment}}/api/v1/module/',
	'{{$dotenv HOST}}/api/v1/module/',
	'{{$processEnv HOME}}/api/v1/module/',
	'{{asked}}/api/v1/module/',
	'https://{{asked}}/api/v1/module/',
	'{{unknown}}/api/v1/module/',
];

const metadata = [
	'',
	'',
	'',
	'# @account globex\n',
	'# @account globex.flowlu.com\n',
	'# @account initech\n',
	'# @key Main\n',
	'# @key Second\n',
	'# @key Gone\n',
];

function stageWith(random: Random): { readonly stage: EngineStage; readonly chosen: string | undefined } {
	const stage = new EngineStage();
	const address = () => `https://${random.pick(hosts) ?? ''}`;
	stage.addSession({ name: 'acme', origin: 'https://acme.flowlu.com' }, 'a', 'production');
	if (random.below(5) > 0) {
		stage.addSession({ name: 'acme', origin: 'https://acme.flowlu.com' }, 'b', 'production', 'Second');
		stage.addSession({ name: 'globex', origin: 'https://globex.flowlu.com' }, 'c', 'test');
		stage.addSession({ name: 'shop.example', origin: 'https://shop.example' }, 'd', 'test', 'Second');
	}
	stage.picks = 'globex';
	stage.variables = { inEnvironment: address(), name: random.pick(['acme', 'globex']) ?? '' };
	stage.files.set('.env', `HOST=${address()}\n`);
	stage.prompted = { asked: random.pick([address(), random.pick(hosts) ?? '']) ?? '' };
	stage.defaultAccount = random.pick([undefined, undefined, ...hosts.map(host => `https://${host}`)]);
	const chosen = random.pick([undefined, ...stage.entries]);
	if (chosen !== undefined) {
		stage.choose(chosen);
	}
	return { stage, chosen: chosen?.session.id };
}

function documentOf(random: Random): string {
	const variables = [
		`@host = https://${random.pick(hosts) ?? ''}`,
		...(random.below(2) === 0 ? ['@name = globex'] : []),
		'@scheme = https',
		'@outer = {{host}}',
	];
	const target = `${random.pick(beginnings) ?? ''}crm/lead/list`;
	const isAddress = target.includes('://') || target.startsWith('{{');
	const commands = isAddress ? [`curl '${target}'`, `curl --url '${target}' -H 'Referer: https://shop.example/'`] : [];
	const request = random.pick([`GET ${target}`, `GET ${target}`, ...commands]) ?? '';
	const above = random.below(3) === 0 ? `${random.pick(metadata) ?? ''}${random.pick(metadata) ?? ''}` : '';
	const asked = target.includes('{{asked}}') ? '# @prompt asked\n' : '';
	return `${above}${variables.join('\n')}\n\n###\n${asked}${random.pick(metadata) ?? ''}${request}\n`;
}

function nameOf({ session, accountKind }: SessionEntry): string {
	return `${session.account.name} · ${session.label} (${accountKind})`;
}

suite('Who is shown over a request', () => {
	test('is who sends it, or nobody where that is not known yet', async () => {
		const random = new Random(20_261_128);
		const plainBlocks = new PlainBlocks();
		const counts = new Map<string, number>();
		for (let number = 0; number < 1000; number++) {
			const { stage, chosen } = stageWith(random);
			const text = documentOf(random);
			stage.open(text);
			const id = stage.block('crm/lead/list');
			const prepared = await stage.prepare(id);
			const place = stage.blocks.find(id);
			assert.ok(place);
			await plainBlocks.ready([place.block]);
			const plain = { ...place, block: plainBlocks.of(place.document, place.block) };
			const expected = expectedSession(plain, stage.entries, {
				chosenSession: () => chosen,
				defaultAccount: () => stage.defaultAccount,
			});
			const asked = stage.asked.some(question => question.startsWith('session'));
			const said =
				expected.kind === 'session' ? nameOf(expected.entry) : expected.kind === 'ambiguous' ? 'asks' : 'nobody';
			const became = asked ? 'asks' : prepared.kind === 'prepared' ? nameOf(prepared.entry) : 'nobody';
			// What a text makes impossible to send is told at its place, whoever would send it.
			const isTold = prepared.kind === 'blocked' && prepared.because === 'problems';
			counts.set(expected.kind, (counts.get(expected.kind) ?? 0) + 1);
			if (!isTold && expected.kind !== 'open') {
				assert.equal(became, said, `${text}\nenvironment ${JSON.stringify(stage.variables)}`);
			}
		}
		for (const kind of ['session', 'open', 'ambiguous', 'foreignOrigin', 'unknownAccount', 'unknownKey']) {
			assert.ok((counts.get(kind) ?? 0) > 5, `${kind}: ${counts.get(kind) ?? 0}`);
		}
	});
});

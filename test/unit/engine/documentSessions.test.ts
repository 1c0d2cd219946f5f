import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, test } from 'mocha';
import type { SessionEntry } from '../../../src/flowlu/sessionEntry';
import { DocumentSessions } from '../../../src/scratchpads/documentSessions';
import { MemoryMemento } from '../../support/memoryMemento';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

function entry(id: string, replaces?: readonly string[]): SessionEntry {
	const session = { id, account, grant: 'apiKey', label: 'Main', tail: '1234' } as const;
	return { session, accountKind: 'test', active: true, addedAt: 0, ...(replaces !== undefined && { replaces }) };
}

function open(memory: MemoryMemento): DocumentSessions {
	return new DocumentSessions(memory, error => {
		throw error;
	});
}

suite('The key that was chosen for a document', () => {
	const [file, other] = ['file:///w/a.flowlu.http', 'file:///w/b.flowlu.http'];

	test('is remembered by the id of its session and nothing else', () => {
		const memory = new MemoryMemento();
		const id = randomUUID();
		open(memory).set(file, id);
		assert.deepEqual([open(memory).of(file), open(memory).of(other)], [id, undefined]);
		assert.equal(memory.toString(), JSON.stringify([['documentSessions', JSON.stringify([[file, id]])]]));
	});

	test('is forgotten with its session, and kept where that was replaced', () => {
		const memory = new MemoryMemento();
		const [removed, replaced] = [randomUUID(), randomUUID()];
		const chosen = open(memory);
		chosen.set(file, removed);
		chosen.set(other, replaced);
		chosen.forgetRemoved([entry(randomUUID(), [replaced])]);
		assert.deepEqual([open(memory).of(file), open(memory).of(other)], [undefined, replaced]);
		chosen.forgetRemoved([]);
		assert.deepEqual(memory.keys(), []);
	});

	test('is forgotten with a document that is gone', () => {
		const memory = new MemoryMemento();
		const chosen = open(memory);
		chosen.set(file, '1');
		chosen.set('untitled:Untitled-1', '1');
		chosen.forgetDocuments(uri => uri.startsWith('untitled:'));
		assert.deepEqual([open(memory).of(file), open(memory).of('untitled:Untitled-1')], ['1', undefined]);
	});

	test('is kept for the 500 documents of the latest choices', async () => {
		const memory = new MemoryMemento();
		const uris = Array.from({ length: 500 }, (_, number) => `file:///w/${number}`);
		await memory.update(
			'documentSessions',
			uris.map(uri => [uri, 'before']),
		);
		const chosen = open(memory);
		chosen.set('file:///w/0', 'again');
		chosen.set('file:///w/500', 'after');
		const kept = open(memory);
		assert.deepEqual(
			['file:///w/0', 'file:///w/1', 'file:///w/2', 'file:///w/500'].map(uri => kept.of(uri)),
			['again', undefined, 'before', 'after'],
		);
	});

	test('is nobody where something else is stored', async () => {
		for (const stored of ['x', 1, null, {}, [1], [['a']], [['a', 1]], [{}]]) {
			const memory = new MemoryMemento();
			await memory.update('documentSessions', stored);
			assert.equal(open(memory).of('a'), undefined, JSON.stringify(stored));
		}
	});
});

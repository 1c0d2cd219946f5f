import assert from 'node:assert/strict';
import { type ExportNote, noteText, readNote } from '../../../src/records/export/exportNote';

const note: ExportNote = {
	plan: {
		url: 'http://127.0.0.1:1/api/v1/module/crm/lead/list',
		format: 'csv',
		csv: { delimiter: ';', hasMark: true },
	},
	headers: [['Accept', 'application/json']],
	session: 'abc',
	state: {
		place: {
			way: { kind: 'byId', last: '9007199254740993', isProven: true },
			records: 200,
			pages: 2,
			repeats: 1,
			twice: 0,
			pageSize: 100,
			totalAtStart: 1204,
		},
		writer: { columns: ['id', 'name'], named: 1, hasRecords: false },
		bytes: 4711,
	},
};

suite('the note beside an unfinished export', () => {
	test('is all that the export needs to go on', () => {
		assert.deepEqual(readNote(noteText(note) ?? ''), note);
	});

	test('is not written where the ids that came have to be known', () => {
		const { state } = note;
		const way = { kind: 'byNumber', because: 'ownOrder', page: 3 } as const;
		assert.equal(noteText({ ...note, state: { ...state, place: { ...state.place, way } } }), undefined);
	});

	test('is refused where anything of it is missing, of another kind or newer', () => {
		const written = JSON.parse(noteText(note) ?? '') as Record<string, unknown>;
		for (const name of Object.keys(written)) {
			for (const value of [undefined, null, 5, 'x', -1, [1], { last: 'x' }]) {
				const text = JSON.stringify({ ...written, [name]: value });
				const isCount = name === 'bytes' && value === 5;
				const isText = name === 'session' && value === 'x';
				const isEmptyWriter = name === 'writer';
				if (!isCount && !isText && !isEmptyWriter) {
					assert.equal(readNote(text), undefined, text);
				}
			}
		}
		assert.equal(readNote('{"version":'), undefined);
	});
});

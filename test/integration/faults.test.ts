import * as assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { describeError } from '../../src/ui/messages/errorMessages';
import { errorOfCall, outcomeOf, withFault } from '../support/faultRuns';
import { faults } from '../support/faults';

// Here VS Code has put its own agent between us and the network.
suite('messages for a server that', () => {
	for (const fault of faults) {
		test(`${fault.title}: ${fault.outcome}`, async () => {
			await withFault(fault, async run => {
				const error = await errorOfCall(run, { path: 'crm/lead/create', body: { name: 'x' } });
				assert.equal(outcomeOf(error), fault.outcome);
				assert.equal(error === undefined, fault.message === undefined);
				if (error !== undefined && fault.message !== undefined) {
					assert.match(describeError(error), fault.message);
				}
				assert.ok(run.server.received.length <= 1);
			});
		});
	}
});

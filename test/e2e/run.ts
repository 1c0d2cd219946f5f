import { runSuite } from '../support/suite';

void runSuite(__dirname, { seconds: 60 });

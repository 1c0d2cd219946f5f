import { runSuite } from '../support/suite';

void runSuite(__dirname);

// Before every test: what the window keeps on the machine from start to start is a person's, and no test finds another's.
import { beforeEach } from 'vitest';

beforeEach(() => localStorage.clear());

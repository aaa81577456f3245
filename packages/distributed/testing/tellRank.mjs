// Loaded into each rank by mpirun.ts: leaves a file named by the rank, with the process's number in it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const { KINDLING_TEST_RANKS: folder, OMPI_COMM_WORLD_RANK, PMI_RANK, PMIX_RANK } = process.env;
if (folder !== undefined && isMainThread) {
  writeFileSync(join(folder, OMPI_COMM_WORLD_RANK ?? PMI_RANK ?? PMIX_RANK ?? '0'), String(process.pid));
}

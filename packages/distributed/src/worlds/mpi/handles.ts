// internal: what MPI's constants are, in each of its three binary interfaces

/** The binary interfaces that libraries of MPI have. */
export type Interface = 'openmpi' | 'mpich' | 'standard';

/** MPI's constants that are used; a handle is an address, or an integer of MPICH. */
export interface Handles {
  /** The type of a handle, for koffi. */
  readonly type: 'intptr_t' | 'int';
  readonly world: bigint | number;
  readonly float: bigint | number;
  readonly double: bigint | number;
  readonly byte: bigint | number;
  readonly sum: bigint | number;
  /** Errors are told, and do not end the process. */
  readonly errorsReturn: bigint | number;
  /** In the place of an address: the numbers to send are those in the memory for the result. */
  readonly inPlace: number;
  /** In the place of an address: no status is wanted. */
  readonly ignoreStatus: number;
  /** `MPI_THREAD_FUNNELED`: there are other threads, and all calls come from this one. */
  readonly funneled: number;
}

/** MPICH 3.1 and newer, and those that keep its interface: Intel MPI, MVAPICH, Cray MPICH. */
const mpich: Handles = {
  type: 'int',
  world: 0x44000000,
  float: 0x4c00040a,
  double: 0x4c00080b,
  byte: 0x4c00010d,
  sum: 0x58000003,
  errorsReturn: 0x54000001,
  inPlace: -1,
  ignoreStatus: 1,
  funneled: 1,
};

/** MPI 5.0, chapter 20: the standard's own interface, by its published constants. No library that has it was tried. */
const standard: Handles = {
  type: 'intptr_t',
  world: 0x101,
  float: 0x210,
  double: 0x214,
  byte: 0x247,
  sum: 0x21,
  errorsReturn: 0x142,
  inPlace: 1,
  ignoreStatus: 0,
  funneled: 1024,
};

/** @param addressOf of a global variable of the library: Open MPI's handles are those */
export const handlesOf = (of: Interface, addressOf: (name: string) => bigint): Handles => {
  if (of === 'mpich') return mpich;
  if (of === 'standard') return standard;
  return {
    type: 'intptr_t',
    world: addressOf('ompi_mpi_comm_world'),
    float: addressOf('ompi_mpi_float'),
    double: addressOf('ompi_mpi_double'),
    byte: addressOf('ompi_mpi_byte'),
    sum: addressOf('ompi_mpi_op_sum'),
    errorsReturn: addressOf('ompi_mpi_errors_return'),
    inPlace: 1,
    ignoreStatus: 0,
    funneled: 1,
  };
};

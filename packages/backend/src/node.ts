export { describeDiagnosis } from './doctor/describeDiagnosis.ts';
export { type DiagnoseOptions, diagnose } from './doctor/diagnose.ts';
export type {
  CudaVerdict,
  Diagnosis,
  Driver,
  DriverFault,
  Facts,
  Finding,
  Gpu,
  Host,
  MachineFacts,
  NpmName,
  NpmPackage,
  NpmPackages,
  Obstacle,
  Python,
  Remedy,
  SelfTest,
  TensorFlow,
  TfjsNodeGpu,
  Torch,
} from './doctor/diagnosis.ts';
export { type DoctorAnswer, type DoctorCall, doctor, doctorHelp } from './doctor/doctor.ts';
export type { Found, Machine, Native, NotFound, NotOpened, Ran } from './doctor/machine.ts';
export type { SelfTestBy } from './doctor/selfTest/runSelfTests.ts';
export { selfTest, type TestedBackend } from './doctor/selfTest/selfTest.ts';
export { thisMachine } from './doctor/thisMachine.ts';
export { type WhyNoCuda, whyNoCuda } from './doctor/whyNoCuda.ts';

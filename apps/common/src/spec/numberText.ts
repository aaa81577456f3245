/** A number as it is written shortest: 5e-4, 0.1, 1000. It reads back as the same. */
export const numberText = (value: number): string => {
  const [plain, power] = [String(value), value.toExponential()];
  return power.length < plain.length ? power : plain;
};

// internal: what matters in the log of a TensorFlow; apart from what needs koffi

/** Warnings and errors of a log, without its notes and the places in the source: `W0000 00:00:1 12 file.cc:3] ...`. */
export const warningsIn = (said: string): string =>
  [...said.matchAll(/^[WEF]\d{4} [^\]]*\] (.+)$|^\d{4}-\d\d-\d\d [^\]]*: [WEF] [^\]]*\] (.+)$/gm)]
    .map(([, absl, older]) => (absl ?? older ?? '').trim())
    .join(' ');

// A recording as a file: RIFF/WAVE, PCM, 16 bit, one channel.

export const RATE = 24_000;
const HEAD_BYTES = 44;
const LOUDEST = 32_767;

/** @param samples From -1 to 1; what is louder is cut. */
export function wav(samples: Float32Array, rate: number): Blob {
  const bytes = new DataView(new ArrayBuffer(HEAD_BYTES + samples.length * 2));
  const letters = (at: number, word: string) => {
    for (let index = 0; index < word.length; index += 1) bytes.setUint8(at + index, word.charCodeAt(index));
  };
  letters(0, "RIFF");
  bytes.setUint32(4, bytes.byteLength - 8, true);
  letters(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  letters(36, "data");
  bytes.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    bytes.setInt16(HEAD_BYTES + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * LOUDEST), true);
  });
  return new Blob([bytes.buffer as ArrayBuffer], { type: "audio/wav" });
}

export function joined(pieces: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** At the rate of the house; the browser filters what does not fit into it. */
export async function resampled(samples: Float32Array<ArrayBuffer>, rate: number): Promise<AudioBuffer> {
  const frames = Math.max(1, Math.round((samples.length * RATE) / rate));
  const offline = new OfflineAudioContext(1, frames, RATE);
  const heard = offline.createBuffer(1, Math.max(1, samples.length), rate);
  heard.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(offline, { buffer: heard });
  source.connect(offline.destination);
  source.start();
  return offline.startRendering();
}

// Runs where the browser makes sound: hands on what the microphone hears, a tenth of a second at a time.

interface Processor {
  readonly port: MessagePort;
}
declare const AudioWorkletProcessor: new () => Processor;
declare const registerProcessor: (name: string, processor: new () => Processor) => void;
declare const sampleRate: number;

const LENGTH = Math.round(sampleRate / 10);

class Capture extends AudioWorkletProcessor {
  private piece = new Float32Array(LENGTH);
  private held = 0;

  process([input]: Float32Array[][]): boolean {
    const heard = input?.[0];
    if (!heard) return true;
    for (let at = 0; at < heard.length; ) {
      const taken = heard.subarray(at, at + LENGTH - this.held);
      this.piece.set(taken, this.held);
      this.held += taken.length;
      at += taken.length;
      if (this.held === LENGTH) this.hand();
    }
    return true;
  }

  private hand(): void {
    this.port.postMessage(this.piece, [this.piece.buffer]);
    this.piece = new Float32Array(LENGTH);
    this.held = 0;
  }
}

registerProcessor("capture", Capture);

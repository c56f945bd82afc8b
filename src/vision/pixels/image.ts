/** 8-bit pixels, row by row from the top left, channels interleaved. */
export interface Pixels {
  width: number;
  height: number;
  /** 1 (grey) or 3 (red, green, blue). */
  channels: 1 | 3;
  /** height × width × channels values, 0–255. */
  data: Uint8Array;
}

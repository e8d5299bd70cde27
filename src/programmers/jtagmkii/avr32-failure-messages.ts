import type { ByRelease } from '../../model/release.ts';
import { defineMessage, type Words } from '../../output/words.ts';
import { info, since7 } from '../../protocols/jtagmkii/frames-messages.ts';

/** What is done with an AVR32, step by step. */
export type Procedure =
  | 'reset'
  | 'init'
  | 'chip-erase'
  | 'close'
  | 'paged-load'
  | 'paged-write'
  | FlashProcedure;
export type FlashProcedure = 'flash-lock' | 'flash-erase' | 'flash-write' | 'clear-page-buffer';

type Lines = Readonly<Record<Procedure, readonly number[]>>;

/** The lines of each release's `jtagmkII.c` that it names where one of its checks fails, in their order. */
const lines = {
  '6.4': {
    reset: [
      ...[2807, 2811, 2817, 2820, 2826, 2828, 2844, 2848, 2854, 2855, 2862, 2865, 2868, 2875, 2876, 2880],
      ...[2883, 2886, 2889, 2892, 2895, 2898, 2901, 2904, 2907, 2908, 2911, 2914, 2917, 2920, 2922, 2925],
      ...[2927, 2930, 2932, 2935, 2940, 2942, 2947, 2950, 2953, 2956, 2959, 2962, 2965, 2966, 2969],
    ],
    init: [
      ...[2988, 2990, 2992, 2994, 2996, 2999, 3001, 3003, 3005, 3007, 3010, 3012, 3014, 3016, 3018, 3021],
      ...[3023, 3025, 3027, 3029, 3032, 3034, 3036, 3038, 3040, 3043, 3045, 3047, 3049, 3053, 3055, 3057],
      ...[3059, 3061, 3066],
    ],
    'chip-erase': [3172, 3185, 3189, 3196, 3199, 3202, 3210],
    close: [3413],
    'paged-load': [3474, 3480, 3507, 3509, 3531],
    'paged-write': [3560, 3577, 3584, 3590, 3600, 3613, 3615, 3637, 3642],
    'flash-lock': [3667, 3668, 3673],
    'flash-erase': [3694, 3695, 3700, 3711, 3712, 3713],
    'flash-write': [3732, 3741, 3742, 3743],
    'clear-page-buffer': [3761, 3770, 3771, 3772],
  },
  '7.1': {
    reset: [
      ...[2647, 2651, 2657, 2660, 2666, 2668, 2684, 2688, 2694, 2695, 2702, 2705, 2708, 2715, 2716, 2720],
      ...[2723, 2726, 2729, 2732, 2735, 2738, 2741, 2744, 2747, 2748, 2751, 2754, 2757, 2760, 2762, 2765],
      ...[2767, 2770, 2772, 2775, 2780, 2782, 2787, 2790, 2793, 2796, 2799, 2802, 2805, 2806, 2809],
    ],
    init: [
      ...[2825, 2827, 2829, 2831, 2833, 2836, 2838, 2840, 2842, 2844, 2847, 2849, 2851, 2853, 2855, 2858],
      ...[2860, 2862, 2864, 2866, 2869, 2871, 2873, 2875, 2877, 2880, 2882, 2884, 2886, 2890, 2892, 2894],
      ...[2896, 2898, 2903],
    ],
    'chip-erase': [2995, 3008, 3012, 3019, 3022, 3025, 3033],
    close: [3217],
    'paged-load': [3268, 3274, 3294, 3296, 3316],
    'paged-write': [3342, 3359, 3366, 3372, 3382, 3395, 3397, 3417, 3422],
    'flash-lock': [3444, 3445, 3450],
    'flash-erase': [3468, 3469, 3474, 3485, 3486, 3487],
    'flash-write': [3503, 3512, 3513, 3514],
    'clear-page-buffer': [3529, 3538, 3539, 3540],
  },
  '8.2': {
    reset: [
      ...[2667, 2671, 2678, 2682, 2689, 2692, 2710, 2715, 2722, 2724, 2732, 2736, 2740, 2748, 2750, 2755],
      ...[2759, 2763, 2767, 2771, 2775, 2779, 2783, 2787, 2791, 2793, 2797, 2801, 2805, 2809, 2812, 2816],
      ...[2819, 2823, 2826, 2830, 2836, 2839, 2845, 2849, 2853, 2857, 2861, 2865, 2869, 2871, 2875],
    ],
    init: [
      ...[2892, 2895, 2898, 2901, 2904, 2908, 2911, 2914, 2917, 2920, 2924, 2927, 2930, 2933, 2936, 2940],
      ...[2943, 2946, 2949, 2952, 2956, 2959, 2962, 2965, 2968, 2972, 2975, 2978, 2981, 2986, 2989, 2992],
      ...[2995, 2998, 3004],
    ],
    'chip-erase': [3082, 3096, 3100, 3110, 3114, 3118, 3127],
    close: [3307],
    'paged-load': [3359, 3366, 3385, 3388, 3409],
    'paged-write': [3437, 3451, 3459, 3466, 3477, 3489, 3492, 3512, 3518],
    'flash-lock': [3542, 3544, 3550],
    'flash-erase': [3571, 3573, 3579, 3593, 3595, 3597],
    'flash-write': [3614, 3626, 3628, 3630],
    'clear-page-buffer': [3646, 3658, 3660, 3662],
  },
} as const satisfies ByRelease<Lines>;

const hex = (value: number, digits = 0): string => (value >>> 0).toString(16).padStart(digits, '0');

/** avrdude's functions, and what the later releases call them where they fail. */
const names: Readonly<
  Record<Procedure, { readonly func: string; readonly old?: string; readonly what: string }>
> = {
  reset: { func: 'jtagmkII_reset32', what: 'reset' },
  init: { func: 'jtagmkII_smc_init32', what: 'init' },
  'chip-erase': { func: 'jtagmkII_chip_erase32', old: 'jtagmkII_reset32', what: 'chip erase' },
  close: { func: 'jtagmkII_close32', old: 'jtagmkII_reset32', what: 'close' },
  'paged-load': { func: 'jtagmkII_paged_load32', what: 'paged load' },
  'paged-write': { func: 'jtagmkII_paged_write32', what: 'paged write' },
  'flash-lock': { func: 'jtagmkII_flash_lock32', what: 'flash lock' },
  'flash-erase': { func: 'jtagmkII_flash_erase32', what: 'flash erase' },
  'flash-write': { func: 'jtagmkII_flash_write_page32', what: 'flash write' },
  'clear-page-buffer': { func: 'jtagmkII_flash_clear_pagebuffer32', what: 'clear page buffer' },
};

/** A check of a procedure has failed. */
interface Failure {
  readonly procedure: Procedure;
  /** Which, in avrdude's order. */
  readonly check: number;
  /** What avrdude shows besides the line. */
  readonly facts: string;
}

export const failed = defineMessage<Failure>('jtagmkii/avr32-failed', {
  '6.4': (p) => info(`${names[p.procedure].old ?? names[p.procedure].func}(): ${failure(p, '6.4')}`),
  '7.1': (p) => failedSince7(p, '7.1'),
  '8.2': (p) => failedSince7(p, '8.2'),
});

function failedSince7(p: Failure, release: keyof typeof lines): Words {
  const { func, what } = names[p.procedure];
  return since7(func, `${what} ${failure(p, release)}`);
}

function failure({ procedure, check, facts }: Failure, release: keyof typeof lines): string {
  return `failed at line ${lines[release][procedure][check] ?? 0}${facts}`;
}

/** @param status of what was done last, as avrdude has it @param value that was read last */
export function lastFacts(status: number, value: number): string {
  return ` (status=${hex(status)} val=${hex(value)})`;
}

/** What of a command of the flash controller is shown. @param page as far as it has come */
export function flashFacts(
  procedure: FlashProcedure,
  { page, command, value }: { readonly page: number; readonly command: number; readonly value: number },
): string {
  const where = procedure === 'clear-page-buffer' ? '' : ` page ${page}`;
  const last = procedure === 'flash-lock' ? '' : ` val ${hex(value)}`;
  return `${where} cmd ${hex(command, 8)}${last}`;
}

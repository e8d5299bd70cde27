import type { Parameter } from './commands.ts';

/** What is asked of a JTAGICE mkII, in the words that avrdude has for it (`jtagmkII.c` of the three releases). */

/** How a request is told. */
export interface Told {
  /** avrdude's function. */
  readonly func: string;
  /** What is sent: "reset command". */
  readonly what: string;
  /** What a refusal names, where that is not the same. */
  readonly refused?: string;
  /** 7.1 says "Sending" where it had broken its line. */
  readonly capital?: boolean;
  /** As 8.2 calls it, where that differs. */
  readonly since82?: { readonly announced: string; readonly refused: string; readonly func?: string };
  /** Which of the later releases' types a failure has. */
  readonly severity?: 'error' | 'warning';
}

const operations = {
  reset: { func: 'jtagmkII_reset', what: 'reset command' },
  'get-sync': { func: 'jtagmkII_getsync', what: 'get sync command', refused: 'set parameter command' },
  'enter-programming-mode': {
    func: 'jtagmkII_program_enable',
    what: 'enter progmode command',
    capital: true,
    severity: 'warning',
  },
  'leave-programming-mode': {
    func: 'jtagmkII_program_disable',
    what: 'leave progmode command',
    capital: true,
  },
  'run-target': { func: 'jtagmkII_close', what: 'GO command' },
  'sign-off': { func: 'jtagmkII_close', what: 'sign-off command' },
  'sign-off-avr32': {
    func: 'jtagmkII_close',
    what: 'sign-off command',
    since82: {
      announced: 'jtagmkII_close32(): sending sign-off command',
      refused: 'sign-off command',
      func: 'jtagmkII_close32',
    },
  },
  'describe-device': {
    func: 'jtagmkII_set_devdescr',
    what: 'set device descriptor command',
    capital: true,
  },
  'describe-xmega': {
    func: 'jtagmkII_set_xmega_params',
    what: 'set Xmega params command',
    refused: 'set device descriptor command',
    capital: true,
    since82: {
      announced: 'jtagmkII_set_xmega_params() sending set Xmega params command',
      refused: 'set device descriptor command',
    },
  },
  'erase-chip': { func: 'jtagmkII_chip_erase', what: 'chip erase command' },
  'erase-xmega-chip': {
    func: 'jtagmkII_chip_erase',
    what: 'Xmega chip erase command',
    refused: 'chip erase command',
  },
  'erase-page': {
    func: 'jtagmkII_page_erase',
    what: 'Xmega erase command',
    refused: 'xmega erase command',
  },
  'read-byte': { func: 'jtagmkII_read_byte', what: 'read memory command' },
  'write-byte': { func: 'jtagmkII_write_byte', what: 'write memory command' },
  'read-page': { func: 'jtagmkII_paged_load', what: 'read memory command' },
  'read-page-avr32': { func: 'jtagmkII_paged_load32', what: 'read memory command' },
  'write-page-avr32': { func: 'jtagmkII_paged_write32', what: 'write memory command' },
  'write-page': { func: 'jtagmkII_paged_write', what: 'write memory command', capital: true },
} as const satisfies Readonly<Record<string, Told>>;
export type Operation = keyof typeof operations;

/** Something asked of the programmer. */
export type Request =
  | { readonly operation: Operation }
  | { readonly operation: 'get-parameter' | 'set-parameter'; readonly parameter: Parameter };

/** @returns avrdude's function for an operation */
export function functionOf(operation: Operation): string {
  return operations[operation].func;
}

/** @returns the words for a request */
export function told(request: Request): Told {
  if ('parameter' in request) {
    const { operation, parameter } = request;
    return operation === 'get-parameter' ? gettingTold(parameter) : settingTold(parameter);
  }
  return operations[request.operation];
}

const parameterHex = ({ code }: Parameter): string => `0x${code.toString(16).padStart(2, '0')}`;

function gettingTold(parameter: Parameter): Told {
  const refused = 'get parameter command';
  const what = `${refused} (parm ${parameterHex(parameter)})`;
  return { func: 'jtagmkII_getparm', what, refused, capital: true };
}

/** Parameters as 8.2 names them. */
const parameterNames: Readonly<Record<Parameter['name'], string>> = {
  'hardware-version': 'hw_version',
  'firmware-version': 'fw_version',
  'emulator-mode': 'emulator_mode',
  'baud-rate': 'baud_rate',
  'target-voltage': 'ocd_vtarget',
  'jtag-clock': 'ocd_jtag_clk',
  'timers-running': 'timers_running',
  'external-reset': 'external_reset',
  'daisy-chain': 'daisy_chain_info',
  avr32: 'unknown',
  'target-signature': 'target_signature',
  'pdi-offset-start': 'pdi_offset_start',
  'pdi-offset-end': 'pdi_offset_end',
};

function settingTold(parameter: Parameter): Told {
  const func = 'jtagmkII_setparm';
  const refused = 'set parameter command';
  const { size } = parameter;
  const name = parameterNames[parameter.name];
  const code = parameterHex(parameter);
  return {
    func,
    what: `${refused} (parm ${code}, ${size} bytes)`,
    refused,
    capital: true,
    since82: {
      announced: `${func}() sending ${refused} (parm ${name} ${code}, ${size} bytes)`,
      refused: `set parameter ${name}`,
    },
  };
}

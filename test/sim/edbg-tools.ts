/** A tool with an EDBG: what it says of itself, and how large its reports are. */
export interface EdbgTool {
  readonly productId: number;
  readonly product: string;
  readonly name: string;
  readonly serial: string;
  readonly reportSize: 64 | 512;
  readonly endpoints: { readonly out: number; readonly in: number };
}

const high = { reportSize: 512, endpoints: { out: 0x01, in: 0x82 } } as const;
const full = { reportSize: 64, endpoints: { out: 0x02, in: 0x81 } } as const;
const tool = (
  productId: number,
  name: string,
  serial: string,
  shape: Pick<EdbgTool, 'reportSize' | 'endpoints'> = high,
  product = `${name} CMSIS-DAP`,
): EdbgTool => ({ productId, product, name, serial, ...shape });

export const EDBG_TOOLS: Readonly<Record<string, EdbgTool>> = {
  atmelice: tool(0x2141, 'Atmel-ICE', 'J41800099999'),
  powerdebugger: tool(0x2144, 'Power Debugger', 'J41800099999'),
  xplainedpro: tool(0x2111, 'EDBG', 'ATML2407030200001234'),
  jtag3edbg: tool(0x2140, 'JTAGICE3', 'J30200012345'),
  pickit4: tool(0x2177, 'MPLAB PICkit 4', 'BUR184572345'),
  snap: tool(0x2180, 'MPLAB Snap', 'BUR190572345'),
  xplainedmini: tool(0x2145, 'mEDBG', 'ATML2323040200001234', full),
  pkobn: tool(0x2175, 'nEDBG', 'MCHP3280021800001234', full),
};

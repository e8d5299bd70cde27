import type { Avr109Link } from '../../protocols/avr109/link.ts';
import type { ProgrammerType } from '../programmer.ts';
import { Butterfly, parseButterfly } from './butterfly.ts';
import { greetMikroKopter } from './greeting.ts';

/** MikroKopter's flight controllers: their application is told to start the loader, which has another greeting. */
class ButterflyMk extends Butterfly {
  protected override get mayBeTouched(): boolean {
    return false;
  }

  protected override greet(link: Avr109Link): Promise<string> {
    return greetMikroKopter(link, this.context);
  }
}

export const butterflyMk: ProgrammerType = {
  id: 'butterfly_mk',
  name: 'butterfly_mk',
  takesExtended: true,
  create: (context) => new ButterflyMk(context, parseButterfly(context).autoreset),
};

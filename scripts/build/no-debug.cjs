// Stands for the package `debug`, of which the serial port package wants no more than this.
module.exports = () => Object.assign(() => {}, { enabled: false });
module.exports.default = module.exports;

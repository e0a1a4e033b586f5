// Prints receipts with the npm package receiptline: receiptline.js PACKAGE JOBS OUT
//
// JOBS is a JSON list of {"command","encoding","text"}; OUT becomes a list of the printer's bytes in base64.
const fs = require('fs');
const [, , folder, jobs, out] = process.argv;
const receiptline = require(folder);
const printed = JSON.parse(fs.readFileSync(jobs, 'utf8')).map(({ command, encoding, text }) =>
    Buffer.from(receiptline.transform(text, { cpl: 42, encoding, command }), 'binary').toString('base64'));
fs.writeFileSync(out, JSON.stringify(printed));

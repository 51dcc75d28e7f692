// What drizzle-kit reads: it takes each table from an export of its own, which only CommonJS can name while it runs.
module.exports = require('./tables.ts').sqliteTables;

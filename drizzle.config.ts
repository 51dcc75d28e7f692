import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/db/sqlite/drizzle-kit.cjs',
  out: './migrations/sqlite',
});

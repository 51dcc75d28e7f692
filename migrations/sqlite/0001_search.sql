CREATE VIRTUAL TABLE event_search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE statement_search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE claim_search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE actor_search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');

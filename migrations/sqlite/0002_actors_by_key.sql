-- By hand: a table WITHOUT ROWID is one tree less to write, which drizzle has no word for.
CREATE TABLE `__new_event_actors` (
	`key` integer NOT NULL,
	`actor` integer NOT NULL,
	`type` text NOT NULL,
	`self` integer NOT NULL,
	`tree` integer NOT NULL,
	`principal` integer NOT NULL,
	PRIMARY KEY(`key`, `actor`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_event_actors`("key", "actor", "type", "self", "tree", "principal") SELECT "key", "actor", "type", "self", "tree", "principal" FROM `event_actors`;--> statement-breakpoint
DROP TABLE `event_actors`;--> statement-breakpoint
ALTER TABLE `__new_event_actors` RENAME TO `event_actors`;--> statement-breakpoint
CREATE INDEX `event_actors_actor` ON `event_actors` (`actor`,`key`,`self`,`tree`,`principal`);--> statement-breakpoint
CREATE INDEX `event_actors_type` ON `event_actors` (`actor`,`type`,`key`,`self`,`tree`,`principal`);

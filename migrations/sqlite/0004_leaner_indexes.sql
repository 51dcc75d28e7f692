CREATE TABLE `revisions` (
	`revision` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `revisions_at` ON `revisions` (`at`);--> statement-breakpoint
-- By hand: what the records said of when they were changed, before their tables forget it; no revision is earlier than
-- one before it, whatever the clock said then.
INSERT INTO `revisions`(`revision`, `at`) SELECT `revision`, max(max(`updated_at`)) OVER (ORDER BY `revision`) FROM (
	SELECT `revision`, `updated_at` FROM `actors`
	UNION ALL SELECT `revision`, `updated_at` FROM `claims`
	UNION ALL SELECT `revision`, `updated_at` FROM `events`
	UNION ALL SELECT `revision`, `updated_at` FROM `statements`
	UNION ALL SELECT `revision`, `updated_at` FROM `datasets`
	UNION ALL SELECT `revision`, `updated_at` FROM `sources`
) GROUP BY `revision`;--> statement-breakpoint
DROP INDEX `actors_updated`;--> statement-breakpoint
CREATE INDEX `actors_revision` ON `actors` (`revision`);--> statement-breakpoint
ALTER TABLE `actors` DROP COLUMN `updated_at`;--> statement-breakpoint
DROP INDEX `claims_updated`;--> statement-breakpoint
CREATE INDEX `claims_revision` ON `claims` (`revision`);--> statement-breakpoint
ALTER TABLE `claims` DROP COLUMN `updated_at`;--> statement-breakpoint
DROP INDEX `events_updated`;--> statement-breakpoint
DROP INDEX `events_type`;--> statement-breakpoint
DROP INDEX `events_country`;--> statement-breakpoint
DROP INDEX `events_cameo`;--> statement-breakpoint
DROP INDEX `events_dataset`;--> statement-breakpoint
CREATE INDEX `events_type` ON `events` (`type`);--> statement-breakpoint
CREATE INDEX `events_country` ON `events` (`country`);--> statement-breakpoint
CREATE INDEX `events_cameo` ON `events` (`cameo`);--> statement-breakpoint
CREATE INDEX `events_dataset` ON `events` (`dataset`);--> statement-breakpoint
ALTER TABLE `events` DROP COLUMN `updated_at`;--> statement-breakpoint
DROP INDEX `statements_updated`;--> statement-breakpoint
DROP INDEX `statements_dataset`;--> statement-breakpoint
CREATE INDEX `statements_revision` ON `statements` (`revision`);--> statement-breakpoint
CREATE INDEX `statements_dataset` ON `statements` (`dataset`);--> statement-breakpoint
ALTER TABLE `statements` DROP COLUMN `updated_at`;--> statement-breakpoint
-- By hand: three columns of bits become one, nine bits for each.
CREATE TABLE `__new_event_actors` (
	`key` integer NOT NULL,
	`actor` integer NOT NULL,
	`type` text NOT NULL,
	`roles` integer NOT NULL,
	PRIMARY KEY(`key`, `actor`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_event_actors`("key", "actor", "type", "roles") SELECT "key", "actor", "type", "self" | ("tree" << 9) | ("principal" << 18) FROM `event_actors`;--> statement-breakpoint
DROP TABLE `event_actors`;--> statement-breakpoint
ALTER TABLE `__new_event_actors` RENAME TO `event_actors`;--> statement-breakpoint
CREATE INDEX `event_actors_actor` ON `event_actors` (`actor`,`key`,`roles`);--> statement-breakpoint
CREATE INDEX `event_actors_type` ON `event_actors` (`actor`,`type`,`key`,`roles`);--> statement-breakpoint
ALTER TABLE `datasets` DROP COLUMN `updated_at`;--> statement-breakpoint
ALTER TABLE `sources` DROP COLUMN `updated_at`;
CREATE TABLE `actor_bodies` (
	`key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`extra` text
);
--> statement-breakpoint
CREATE TABLE `actor_names` (
	`name` text NOT NULL,
	`key` integer NOT NULL,
	`rank` integer NOT NULL,
	PRIMARY KEY(`name`, `key`, `rank`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `actor_names_key` ON `actor_names` (`key`);--> statement-breakpoint
CREATE TABLE `actors` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL,
	`kind` text NOT NULL,
	`country` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `actors_id_unique` ON `actors` (`id`);--> statement-breakpoint
CREATE INDEX `actors_updated` ON `actors` (`updated_at`,`key`);--> statement-breakpoint
CREATE TABLE `affiliations` (
	`actor` text NOT NULL,
	`key` integer NOT NULL,
	`first_day` integer,
	`last_day` integer
);
--> statement-breakpoint
CREATE INDEX `affiliations_actor` ON `affiliations` (`actor`,`key`);--> statement-breakpoint
CREATE INDEX `affiliations_key` ON `affiliations` (`key`);--> statement-breakpoint
CREATE TABLE `claim_bodies` (
	`key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`extra` text
);
--> statement-breakpoint
CREATE TABLE `claim_positions` (
	`actor` integer NOT NULL,
	`key` integer NOT NULL,
	`position` text NOT NULL,
	PRIMARY KEY(`actor`, `key`, `position`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `claim_positions_key` ON `claim_positions` (`key`);--> statement-breakpoint
CREATE TABLE `claims` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL,
	`topic` text NOT NULL,
	`contested` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `claims_id_unique` ON `claims` (`id`);--> statement-breakpoint
CREATE INDEX `claims_updated` ON `claims` (`updated_at`,`key`);--> statement-breakpoint
CREATE TABLE `dataset_bodies` (
	`key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`extra` text
);
--> statement-breakpoint
CREATE TABLE `datasets` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `datasets_id_unique` ON `datasets` (`id`);--> statement-breakpoint
CREATE TABLE `event_actors` (
	`actor` integer NOT NULL,
	`key` integer NOT NULL,
	`type` text NOT NULL,
	`self` integer NOT NULL,
	`tree` integer NOT NULL,
	`principal` integer NOT NULL,
	PRIMARY KEY(`actor`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `event_actors_type` ON `event_actors` (`actor`,`type`,`key`);--> statement-breakpoint
CREATE INDEX `event_actors_key` ON `event_actors` (`key`,`principal`,`actor`);--> statement-breakpoint
CREATE TABLE `event_bodies` (
	`key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`extra` text
);
--> statement-breakpoint
CREATE TABLE `events` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL,
	`first_day` integer,
	`last_day` integer,
	`spread` integer NOT NULL,
	`type` text NOT NULL,
	`country` text,
	`place_precision` text,
	`latitude` real,
	`longitude` real,
	`realis` text NOT NULL,
	`contested` integer NOT NULL,
	`cameo` text,
	`plover` text,
	`quad_class` integer,
	`fatalities_best` integer,
	`intensity_tenths` integer,
	`intensity_scale` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id_unique` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_type` ON `events` (`type`,`key`);--> statement-breakpoint
CREATE INDEX `events_country` ON `events` (`country`,`key`);--> statement-breakpoint
CREATE INDEX `events_cameo` ON `events` (`cameo`,`key`);--> statement-breakpoint
CREATE INDEX `events_dataset` ON `events` (`dataset`,`key`);--> statement-breakpoint
CREATE INDEX `events_updated` ON `events` (`updated_at`,`key`);--> statement-breakpoint
CREATE INDEX `events_revision` ON `events` (`revision`);--> statement-breakpoint
CREATE INDEX `events_place` ON `events` (`latitude`,`longitude`) WHERE latitude is not null;--> statement-breakpoint
CREATE INDEX `events_contested` ON `events` (`key`) WHERE contested = 1;--> statement-breakpoint
CREATE INDEX `events_fatalities` ON `events` (`fatalities_best`) WHERE fatalities_best is not null;--> statement-breakpoint
CREATE TABLE `source_bodies` (
	`key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`extra` text
);
--> statement-breakpoint
CREATE TABLE `sources` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL,
	`first_day` integer,
	`last_day` integer,
	`spread` integer NOT NULL,
	`kind` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_id_unique` ON `sources` (`id`);--> statement-breakpoint
CREATE TABLE `spans` (
	`key` integer PRIMARY KEY NOT NULL,
	`first_day` integer,
	`last_day` integer
);
--> statement-breakpoint
CREATE TABLE `state` (
	`id` integer PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`sequence` integer NOT NULL,
	`secret` text NOT NULL,
	`catalogue` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `statement_actors` (
	`actor` integer NOT NULL,
	`key` integer NOT NULL,
	`roles` integer NOT NULL,
	PRIMARY KEY(`actor`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `statement_actors_key` ON `statement_actors` (`key`);--> statement-breakpoint
CREATE TABLE `statement_bodies` (
	`key` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`extra` text
);
--> statement-breakpoint
CREATE TABLE `statements` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`dataset` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL,
	`first_day` integer,
	`last_day` integer,
	`spread` integer NOT NULL,
	`medium` text NOT NULL,
	`quotation` text NOT NULL,
	`attribution` text NOT NULL,
	`cameo` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `statements_id_unique` ON `statements` (`id`);--> statement-breakpoint
CREATE INDEX `statements_dataset` ON `statements` (`dataset`,`key`);--> statement-breakpoint
CREATE INDEX `statements_updated` ON `statements` (`updated_at`,`key`);--> statement-breakpoint
CREATE TABLE `terms` (
	`name` text NOT NULL,
	`value` text NOT NULL,
	`key` integer NOT NULL,
	PRIMARY KEY(`name`, `value`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `terms_key` ON `terms` (`key`);
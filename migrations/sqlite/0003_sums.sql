CREATE TABLE `event_crowds` (
	`key` integer PRIMARY KEY NOT NULL,
	`principals` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `event_kinds` (
	`scope` integer NOT NULL,
	`period` integer NOT NULL,
	`dataset` text NOT NULL,
	`type` text NOT NULL,
	`cameo` text NOT NULL,
	`quad_class` integer NOT NULL,
	`plover` text NOT NULL,
	`events` integer NOT NULL,
	`fatalities` integer NOT NULL,
	`with_fatalities` integer NOT NULL,
	`tenths` integer NOT NULL,
	`rated` integer NOT NULL,
	PRIMARY KEY(`scope`, `period`, `dataset`, `type`, `cameo`, `quad_class`, `plover`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_links` (
	`scope` integer NOT NULL,
	`period` integer NOT NULL,
	`dataset` text NOT NULL,
	`actor` integer NOT NULL,
	`other` integer NOT NULL,
	`counts` integer NOT NULL,
	`events` integer NOT NULL,
	`fatalities` integer NOT NULL,
	`with_fatalities` integer NOT NULL,
	`tenths` integer NOT NULL,
	`rated` integer NOT NULL,
	`cooperation` integer NOT NULL,
	`conflict` integer NOT NULL,
	PRIMARY KEY(`scope`, `period`, `dataset`, `actor`, `other`, `counts`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_places` (
	`scope` integer NOT NULL,
	`period` integer NOT NULL,
	`dataset` text NOT NULL,
	`country` text NOT NULL,
	`place_precision` text NOT NULL,
	`realis` text NOT NULL,
	`contested` integer NOT NULL,
	`events` integer NOT NULL,
	`fatalities` integer NOT NULL,
	`with_fatalities` integer NOT NULL,
	`tenths` integer NOT NULL,
	`rated` integer NOT NULL,
	PRIMARY KEY(`scope`, `period`, `dataset`, `country`, `place_precision`, `realis`, `contested`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_principals` (
	`scope` integer NOT NULL,
	`period` integer NOT NULL,
	`dataset` text NOT NULL,
	`actor` integer NOT NULL,
	`events` integer NOT NULL,
	`fatalities` integer NOT NULL,
	`with_fatalities` integer NOT NULL,
	`tenths` integer NOT NULL,
	`rated` integer NOT NULL,
	PRIMARY KEY(`scope`, `period`, `dataset`, `actor`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_totals` (
	`scope` integer NOT NULL,
	`period` integer NOT NULL,
	`dataset` text NOT NULL,
	`events` integer NOT NULL,
	`fatalities` integer NOT NULL,
	`with_fatalities` integer NOT NULL,
	`tenths` integer NOT NULL,
	`rated` integer NOT NULL,
	PRIMARY KEY(`scope`, `period`, `dataset`)
) WITHOUT ROWID;

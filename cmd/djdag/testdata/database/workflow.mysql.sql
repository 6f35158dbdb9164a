-- The tables of examples/workflow in MySQL and MariaDB, declared as datajoint 2.3 does.

CREATE DATABASE `workflow_subject`;

CREATE TABLE `workflow_subject`.`#species` (
`species` varchar(32) NOT NULL COMMENT ":varchar(32):binomial name",
`common_name` varchar(32) NOT NULL COMMENT ":varchar(32):",
PRIMARY KEY (`species`)
) ENGINE=InnoDB, COMMENT "Species that the lab works with";

CREATE TABLE `workflow_subject`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `workflow_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#species', 'species', 'workflow_subject.#species.species');

CREATE TABLE `workflow_subject`.`#strain` (
`strain` varchar(32) NOT NULL COMMENT ":varchar(32):",
`species` varchar(32) NOT NULL COMMENT "binomial name",
PRIMARY KEY (`strain`),
FOREIGN KEY (`species`) REFERENCES `workflow_subject`.`#species` (`species`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Strains, by the name that the supplier gives them";

INSERT INTO `workflow_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#strain', 'species', 'workflow_subject.#species.species'), ('#strain', 'strain', 'workflow_subject.#strain.strain');

CREATE TABLE `workflow_subject`.`subject` (
`subject` varchar(16) NOT NULL COMMENT ":varchar(16):ear tag",
`strain` varchar(32) NOT NULL,
`sex` enum('F', 'M', 'U') NOT NULL COMMENT ":enum('F', 'M', 'U'):",
`birth_date` date NOT NULL COMMENT ":date:",
PRIMARY KEY (`subject`),
FOREIGN KEY (`strain`) REFERENCES `workflow_subject`.`#strain` (`strain`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One animal";

INSERT INTO `workflow_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('subject', 'strain', 'workflow_subject.#strain.strain'), ('subject', 'subject', 'workflow_subject.subject.subject');

CREATE DATABASE `workflow_acquisition`;

CREATE TABLE `workflow_acquisition`.`#experimenter` (
`experimenter` varchar(16) NOT NULL COMMENT ":varchar(16):user name",
`full_name` varchar(64) NOT NULL COMMENT ":varchar(64):",
PRIMARY KEY (`experimenter`)
) ENGINE=InnoDB, COMMENT "People who run experiments";

CREATE TABLE `workflow_acquisition`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `workflow_acquisition`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#experimenter', 'experimenter', 'workflow_acquisition.#experimenter.experimenter');

CREATE TABLE `workflow_acquisition`.`session` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT ":int16:counted from 1 for each animal",
`operator` varchar(16) NOT NULL COMMENT "user name",
`assistant` varchar(16) COMMENT "user name",
`session_start` datetime NOT NULL COMMENT ":datetime:",
`session_dir` varchar(255) NOT NULL COMMENT ":varchar(255):below WORKFLOW_DATA",
`session_note` varchar(1000) NOT NULL DEFAULT '' COMMENT ":varchar(1000):",
PRIMARY KEY (`subject`, `session`),
FOREIGN KEY (`subject`) REFERENCES `workflow_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`operator`) REFERENCES `workflow_acquisition`.`#experimenter` (`experimenter`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`assistant`) REFERENCES `workflow_acquisition`.`#experimenter` (`experimenter`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One animal on the rig, from head fixation to release";

INSERT INTO `workflow_acquisition`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('session', 'subject', 'workflow_subject.subject.subject'), ('session', 'operator', 'workflow_acquisition.#experimenter.experimenter'), ('session', 'assistant', 'workflow_acquisition.#experimenter.experimenter'), ('session', 'session', 'workflow_acquisition.session.session');

CREATE TABLE `workflow_acquisition`.`_recording` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`sampling_rate` float NOT NULL COMMENT ":float32:Hz",
`duration` float NOT NULL COMMENT ":float32:s",
`raw` json NOT NULL COMMENT ":<object@main>:array of samples by channels, .npy",
PRIMARY KEY (`subject`, `session`),
FOREIGN KEY (`subject`, `session`) REFERENCES `workflow_acquisition`.`session` (`subject`, `session`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "The voltage traces of one session, as the amplifier wrote them";

INSERT INTO `workflow_acquisition`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_recording', 'subject', 'workflow_subject.subject.subject'), ('_recording', 'session', 'workflow_acquisition.session.session');

CREATE TABLE `workflow_acquisition`.`_recording__channel` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`channel` smallint NOT NULL COMMENT ":int16:",
`x` float NOT NULL COMMENT ":float32:um along the shank's width",
`y` float NOT NULL COMMENT ":float32:um from the tip",
`scale` float NOT NULL COMMENT ":float32:uV per bit",
PRIMARY KEY (`subject`, `session`, `channel`),
FOREIGN KEY (`subject`, `session`) REFERENCES `workflow_acquisition`.`_recording` (`subject`, `session`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One site of the probe";

INSERT INTO `workflow_acquisition`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_recording__channel', 'subject', 'workflow_subject.subject.subject'), ('_recording__channel', 'session', 'workflow_acquisition.session.session'), ('_recording__channel', 'channel', 'workflow_acquisition._recording__channel.channel');

CREATE TABLE `workflow_acquisition`.`_behavior` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`trials` smallint NOT NULL COMMENT ":int16:number of trials",
PRIMARY KEY (`subject`, `session`),
FOREIGN KEY (`subject`, `session`) REFERENCES `workflow_acquisition`.`session` (`subject`, `session`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "What the animal did during one session";

INSERT INTO `workflow_acquisition`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_behavior', 'subject', 'workflow_subject.subject.subject'), ('_behavior', 'session', 'workflow_acquisition.session.session');

CREATE TABLE `workflow_acquisition`.`_behavior__trial` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`trial` smallint NOT NULL COMMENT ":int16:",
`tone_onset` double NOT NULL COMMENT ":float64:s after the start of the recording",
`tone` float NOT NULL COMMENT ":float32:kHz",
`outcome` enum('hit', 'miss', 'correct rejection', 'false alarm') NOT NULL COMMENT ":enum('hit', 'miss', 'correct rejection', 'false alarm'):",
`lick_at` double DEFAULT NULL COMMENT ":float64:s after the start of the recording",
PRIMARY KEY (`subject`, `session`, `trial`),
FOREIGN KEY (`subject`, `session`) REFERENCES `workflow_acquisition`.`_behavior` (`subject`, `session`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One presentation of a tone and the answer to it";

INSERT INTO `workflow_acquisition`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_behavior__trial', 'subject', 'workflow_subject.subject.subject'), ('_behavior__trial', 'session', 'workflow_acquisition.session.session'), ('_behavior__trial', 'trial', 'workflow_acquisition._behavior__trial.trial');

CREATE DATABASE `workflow_processing`;

CREATE TABLE `workflow_processing`.`#filter_params` (
`filter_name` varchar(16) NOT NULL COMMENT ":varchar(16):",
`low` float NOT NULL COMMENT ":float32:Hz",
`high` float NOT NULL COMMENT ":float32:Hz",
`filter_order` tinyint NOT NULL COMMENT ":int8:",
PRIMARY KEY (`filter_name`)
) ENGINE=InnoDB, COMMENT "Settings of the band-pass filter";

CREATE TABLE `workflow_processing`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `workflow_processing`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#filter_params', 'filter_name', 'workflow_processing.#filter_params.filter_name');

CREATE TABLE `workflow_processing`.`__filtering` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`filter_name` varchar(16) NOT NULL,
`traces` json NOT NULL COMMENT ":<blob@main>:samples by channels, uV",
PRIMARY KEY (`subject`, `session`, `filter_name`),
FOREIGN KEY (`subject`, `session`) REFERENCES `workflow_acquisition`.`_recording` (`subject`, `session`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`filter_name`) REFERENCES `workflow_processing`.`#filter_params` (`filter_name`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Band-passed traces with the common median removed";

INSERT INTO `workflow_processing`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__filtering', 'subject', 'workflow_subject.subject.subject'), ('__filtering', 'session', 'workflow_acquisition.session.session'), ('__filtering', 'filter_name', 'workflow_processing.#filter_params.filter_name');

CREATE TABLE `workflow_processing`.`__spike_sorting` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`filter_name` varchar(16) NOT NULL,
`threshold` float NOT NULL COMMENT ":float32:in units of the noise's standard deviation",
PRIMARY KEY (`subject`, `session`, `filter_name`),
FOREIGN KEY (`subject`, `session`, `filter_name`) REFERENCES `workflow_processing`.`__filtering` (`subject`, `session`, `filter_name`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Spikes found in the filtered traces of one session";

INSERT INTO `workflow_processing`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__spike_sorting', 'subject', 'workflow_subject.subject.subject'), ('__spike_sorting', 'session', 'workflow_acquisition.session.session'), ('__spike_sorting', 'filter_name', 'workflow_processing.#filter_params.filter_name');

CREATE TABLE `workflow_processing`.`__spike_sorting__unit` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`filter_name` varchar(16) NOT NULL,
`unit` smallint NOT NULL COMMENT ":int16:",
`peak_channel` smallint NOT NULL,
`spike_times` json NOT NULL COMMENT ":<blob@main>:s after the start of the recording",
PRIMARY KEY (`subject`, `session`, `filter_name`, `unit`),
FOREIGN KEY (`subject`, `session`, `filter_name`) REFERENCES `workflow_processing`.`__spike_sorting` (`subject`, `session`, `filter_name`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session`, `peak_channel`) REFERENCES `workflow_acquisition`.`_recording__channel` (`subject`, `session`, `channel`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One putative neuron";

INSERT INTO `workflow_processing`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__spike_sorting__unit', 'subject', 'workflow_subject.subject.subject'), ('__spike_sorting__unit', 'session', 'workflow_acquisition.session.session'), ('__spike_sorting__unit', 'filter_name', 'workflow_processing.#filter_params.filter_name'), ('__spike_sorting__unit', 'peak_channel', 'workflow_acquisition._recording__channel.channel'), ('__spike_sorting__unit', 'unit', 'workflow_processing.__spike_sorting__unit.unit');

CREATE DATABASE `workflow_analysis`;

CREATE TABLE `workflow_analysis`.`__unit_quality` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`filter_name` varchar(16) NOT NULL,
`unit` smallint NOT NULL,
`firing_rate` float NOT NULL COMMENT ":float32:Hz, over the whole session",
`violations` float NOT NULL COMMENT ":float32:share of intervals within the refractory period",
PRIMARY KEY (`subject`, `session`, `filter_name`, `unit`),
FOREIGN KEY (`subject`, `session`, `filter_name`, `unit`) REFERENCES `workflow_processing`.`__spike_sorting__unit` (`subject`, `session`, `filter_name`, `unit`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "How well a unit is isolated";

CREATE TABLE `workflow_analysis`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `workflow_analysis`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__unit_quality', 'subject', 'workflow_subject.subject.subject'), ('__unit_quality', 'session', 'workflow_acquisition.session.session'), ('__unit_quality', 'filter_name', 'workflow_processing.#filter_params.filter_name'), ('__unit_quality', 'unit', 'workflow_processing.__spike_sorting__unit.unit');

CREATE TABLE `workflow_analysis`.`__tone_response` (
`subject` varchar(16) NOT NULL COMMENT "ear tag",
`session` smallint NOT NULL COMMENT "counted from 1 for each animal",
`filter_name` varchar(16) NOT NULL,
`unit` smallint NOT NULL,
`trial` smallint NOT NULL,
`baseline` float NOT NULL COMMENT ":float32:Hz, half a second before the tone",
`response` float NOT NULL COMMENT ":float32:Hz, half a second from the tone's onset",
PRIMARY KEY (`subject`, `session`, `filter_name`, `unit`, `trial`),
FOREIGN KEY (`subject`, `session`, `filter_name`, `unit`) REFERENCES `workflow_processing`.`__spike_sorting__unit` (`subject`, `session`, `filter_name`, `unit`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session`, `trial`) REFERENCES `workflow_acquisition`.`_behavior__trial` (`subject`, `session`, `trial`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "The firing of one unit around the tone of one trial";

INSERT INTO `workflow_analysis`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__tone_response', 'subject', 'workflow_subject.subject.subject'), ('__tone_response', 'session', 'workflow_acquisition.session.session'), ('__tone_response', 'filter_name', 'workflow_processing.#filter_params.filter_name'), ('__tone_response', 'unit', 'workflow_processing.__spike_sorting__unit.unit'), ('__tone_response', 'trial', 'workflow_acquisition._behavior__trial.trial');

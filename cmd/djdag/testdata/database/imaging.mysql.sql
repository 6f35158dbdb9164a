-- The tables of examples/imaging in MySQL and MariaDB, declared as datajoint 2.3 does.

CREATE DATABASE `imaging_lab`;

CREATE TABLE `imaging_lab`.`institution` (
`institution` varchar(32) NOT NULL COMMENT ":varchar(32):",
`full_name` varchar(128) NOT NULL COMMENT ":varchar(128):",
`country` char(2) NOT NULL COMMENT ":char(2):ISO 3166",
PRIMARY KEY (`institution`),
unique index (`full_name`)
) ENGINE=InnoDB, COMMENT "University, institute or company";

CREATE TABLE `imaging_lab`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('institution', 'institution', 'imaging_lab.institution.institution');

CREATE TABLE `imaging_lab`.`lab` (
`lab` varchar(32) NOT NULL COMMENT ":varchar(32):",
`institution` varchar(32) NOT NULL,
`lab_name` varchar(128) NOT NULL COMMENT ":varchar(128):",
`time_zone` varchar(32) NOT NULL COMMENT ":varchar(32):as in the IANA database",
PRIMARY KEY (`lab`),
FOREIGN KEY (`institution`) REFERENCES `imaging_lab`.`institution` (`institution`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Research group";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('lab', 'institution', 'imaging_lab.institution.institution'), ('lab', 'lab', 'imaging_lab.lab.lab');

CREATE TABLE `imaging_lab`.`room` (
`lab` varchar(32) NOT NULL,
`room` varchar(32) NOT NULL COMMENT ":varchar(32):",
`purpose` varchar(128) NOT NULL DEFAULT '' COMMENT ":varchar(128):",
PRIMARY KEY (`lab`, `room`),
FOREIGN KEY (`lab`) REFERENCES `imaging_lab`.`lab` (`lab`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Room in which experiments run";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('room', 'lab', 'imaging_lab.lab.lab'), ('room', 'room', 'imaging_lab.room.room');

CREATE TABLE `imaging_lab`.`#role` (
`role` varchar(32) NOT NULL COMMENT ":varchar(32):",
PRIMARY KEY (`role`)
) ENGINE=InnoDB, COMMENT "What a person does in a lab";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#role', 'role', 'imaging_lab.#role.role');

CREATE TABLE `imaging_lab`.`person` (
`person` varchar(32) NOT NULL COMMENT ":varchar(32):user name",
`full_name` varchar(128) NOT NULL COMMENT ":varchar(128):",
`email` varchar(128) NOT NULL DEFAULT '' COMMENT ":varchar(128):",
PRIMARY KEY (`person`)
) ENGINE=InnoDB, COMMENT "Anybody whom the records name";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('person', 'person', 'imaging_lab.person.person');

CREATE TABLE `imaging_lab`.`membership` (
`lab` varchar(32) NOT NULL,
`person` varchar(32) NOT NULL COMMENT "user name",
`role` varchar(32) NOT NULL,
`joined` date NOT NULL COMMENT ":date:",
`left` date DEFAULT NULL COMMENT ":date:",
PRIMARY KEY (`lab`, `person`),
FOREIGN KEY (`lab`) REFERENCES `imaging_lab`.`lab` (`lab`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`person`) REFERENCES `imaging_lab`.`person` (`person`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`role`) REFERENCES `imaging_lab`.`#role` (`role`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Who belongs to which lab";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('membership', 'lab', 'imaging_lab.lab.lab'), ('membership', 'person', 'imaging_lab.person.person'), ('membership', 'role', 'imaging_lab.#role.role');

CREATE TABLE `imaging_lab`.`#protocol_type` (
`protocol_type` varchar(32) NOT NULL COMMENT ":varchar(32):",
PRIMARY KEY (`protocol_type`)
) ENGINE=InnoDB, COMMENT "What a protocol permits";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#protocol_type', 'protocol_type', 'imaging_lab.#protocol_type.protocol_type');

CREATE TABLE `imaging_lab`.`protocol` (
`protocol` varchar(16) NOT NULL COMMENT ":varchar(16):",
`protocol_type` varchar(32) NOT NULL,
`holder` varchar(32) NOT NULL COMMENT "user name",
`expires` date NOT NULL COMMENT ":date:",
PRIMARY KEY (`protocol`),
FOREIGN KEY (`protocol_type`) REFERENCES `imaging_lab`.`#protocol_type` (`protocol_type`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`holder`) REFERENCES `imaging_lab`.`person` (`person`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Permission of the animal welfare committee";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('protocol', 'protocol_type', 'imaging_lab.#protocol_type.protocol_type'), ('protocol', 'holder', 'imaging_lab.person.person'), ('protocol', 'protocol', 'imaging_lab.protocol.protocol');

CREATE TABLE `imaging_lab`.`project` (
`project` varchar(32) NOT NULL COMMENT ":varchar(32):",
`title` varchar(255) NOT NULL COMMENT ":varchar(255):",
PRIMARY KEY (`project`)
) ENGINE=InnoDB, COMMENT "One line of research";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('project', 'project', 'imaging_lab.project.project');

CREATE TABLE `imaging_lab`.`project__member` (
`project` varchar(32) NOT NULL,
`person` varchar(32) NOT NULL COMMENT "user name",
PRIMARY KEY (`project`, `person`),
FOREIGN KEY (`project`) REFERENCES `imaging_lab`.`project` (`project`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`person`) REFERENCES `imaging_lab`.`person` (`person`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('project__member', 'project', 'imaging_lab.project.project'), ('project__member', 'person', 'imaging_lab.person.person');

CREATE TABLE `imaging_lab`.`project__publication` (
`project` varchar(32) NOT NULL,
`doi` varchar(64) NOT NULL COMMENT ":varchar(64):",
PRIMARY KEY (`project`, `doi`),
FOREIGN KEY (`project`) REFERENCES `imaging_lab`.`project` (`project`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('project__publication', 'project', 'imaging_lab.project.project'), ('project__publication', 'doi', 'imaging_lab.project__publication.doi');

CREATE TABLE `imaging_lab`.`project__repository` (
`project` varchar(32) NOT NULL,
`url` varchar(128) NOT NULL COMMENT ":varchar(128):",
PRIMARY KEY (`project`, `url`),
FOREIGN KEY (`project`) REFERENCES `imaging_lab`.`project` (`project`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Where the project's code is kept";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('project__repository', 'project', 'imaging_lab.project.project'), ('project__repository', 'url', 'imaging_lab.project__repository.url');

CREATE TABLE `imaging_lab`.`#vendor` (
`vendor` varchar(32) NOT NULL COMMENT ":varchar(32):",
`contact` varchar(128) NOT NULL DEFAULT '' COMMENT ":varchar(128):",
PRIMARY KEY (`vendor`)
) ENGINE=InnoDB, COMMENT "Where animals and viruses come from";

INSERT INTO `imaging_lab`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#vendor', 'vendor', 'imaging_lab.#vendor.vendor');

CREATE DATABASE `imaging_subject`;

CREATE TABLE `imaging_subject`.`#species` (
`species` varchar(32) NOT NULL COMMENT ":varchar(32):binomial name",
`common_name` varchar(32) NOT NULL COMMENT ":varchar(32):",
PRIMARY KEY (`species`)
) ENGINE=InnoDB, COMMENT "Species of the colony";

CREATE TABLE `imaging_subject`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#species', 'species', 'imaging_subject.#species.species');

CREATE TABLE `imaging_subject`.`#strain` (
`strain` varchar(32) NOT NULL COMMENT ":varchar(32):",
`species` varchar(32) NOT NULL COMMENT "binomial name",
PRIMARY KEY (`strain`),
FOREIGN KEY (`species`) REFERENCES `imaging_subject`.`#species` (`species`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Genetic background";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#strain', 'species', 'imaging_subject.#species.species'), ('#strain', 'strain', 'imaging_subject.#strain.strain');

CREATE TABLE `imaging_subject`.`allele` (
`allele` varchar(32) NOT NULL COMMENT ":varchar(32):",
`gene` varchar(64) NOT NULL DEFAULT '' COMMENT ":varchar(64):",
PRIMARY KEY (`allele`)
) ENGINE=InnoDB, COMMENT "Modified gene";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('allele', 'allele', 'imaging_subject.allele.allele');

CREATE TABLE `imaging_subject`.`allele__supplier` (
`allele` varchar(32) NOT NULL,
`vendor` varchar(32) NOT NULL,
`stock_number` varchar(32) NOT NULL COMMENT ":varchar(32):",
PRIMARY KEY (`allele`, `vendor`),
FOREIGN KEY (`allele`) REFERENCES `imaging_subject`.`allele` (`allele`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`vendor`) REFERENCES `imaging_lab`.`#vendor` (`vendor`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Who sells animals that carry the allele";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('allele__supplier', 'allele', 'imaging_subject.allele.allele'), ('allele__supplier', 'vendor', 'imaging_lab.#vendor.vendor');

CREATE TABLE `imaging_subject`.`line` (
`line` varchar(32) NOT NULL COMMENT ":varchar(32):",
`background` varchar(32) NOT NULL,
`is_active` tinyint NOT NULL DEFAULT '1' COMMENT ":bool:",
PRIMARY KEY (`line`),
FOREIGN KEY (`background`) REFERENCES `imaging_subject`.`#strain` (`strain`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Breeding line";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('line', 'background', 'imaging_subject.#strain.strain'), ('line', 'line', 'imaging_subject.line.line');

CREATE TABLE `imaging_subject`.`line__allele` (
`line` varchar(32) NOT NULL,
`allele` varchar(32) NOT NULL,
PRIMARY KEY (`line`, `allele`),
FOREIGN KEY (`line`) REFERENCES `imaging_subject`.`line` (`line`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`allele`) REFERENCES `imaging_subject`.`allele` (`allele`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Alleles that the line carries";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('line__allele', 'line', 'imaging_subject.line.line'), ('line__allele', 'allele', 'imaging_subject.allele.allele');

CREATE TABLE `imaging_subject`.`subject` (
`subject` varchar(16) NOT NULL COMMENT ":varchar(16):",
`species` varchar(32) NOT NULL COMMENT "binomial name",
`line` varchar(32),
`protocol` varchar(16) NOT NULL,
`sex` enum('F', 'M', 'U') NOT NULL COMMENT ":enum('F', 'M', 'U'):",
`birth_date` date NOT NULL COMMENT ":date:",
PRIMARY KEY (`subject`),
FOREIGN KEY (`species`) REFERENCES `imaging_subject`.`#species` (`species`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`line`) REFERENCES `imaging_subject`.`line` (`line`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`protocol`) REFERENCES `imaging_lab`.`protocol` (`protocol`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One animal";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('subject', 'species', 'imaging_subject.#species.species'), ('subject', 'line', 'imaging_subject.line.line'), ('subject', 'protocol', 'imaging_lab.protocol.protocol'), ('subject', 'subject', 'imaging_subject.subject.subject');

CREATE TABLE `imaging_subject`.`subject__source` (
`subject` varchar(16) NOT NULL,
`vendor` varchar(32) NOT NULL,
`arrival` date NOT NULL COMMENT ":date:",
PRIMARY KEY (`subject`),
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`vendor`) REFERENCES `imaging_lab`.`#vendor` (`vendor`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Animals that were not born here";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('subject__source', 'subject', 'imaging_subject.subject.subject'), ('subject__source', 'vendor', 'imaging_lab.#vendor.vendor');

CREATE TABLE `imaging_subject`.`subject__caretaker` (
`subject` varchar(16) NOT NULL,
`caretaker` varchar(32) NOT NULL COMMENT "user name",
PRIMARY KEY (`subject`, `caretaker`),
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`caretaker`) REFERENCES `imaging_lab`.`person` (`person`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('subject__caretaker', 'subject', 'imaging_subject.subject.subject'), ('subject__caretaker', 'caretaker', 'imaging_lab.person.person');

CREATE TABLE `imaging_subject`.`zygosity` (
`subject` varchar(16) NOT NULL,
`allele` varchar(32) NOT NULL,
`zygosity` enum('absent', 'heterozygous', 'homozygous', 'present') NOT NULL COMMENT ":enum('absent', 'heterozygous', 'homozygous', 'present'):",
PRIMARY KEY (`subject`, `allele`),
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`allele`) REFERENCES `imaging_subject`.`allele` (`allele`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Result of genotyping";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('zygosity', 'subject', 'imaging_subject.subject.subject'), ('zygosity', 'allele', 'imaging_subject.allele.allele');

CREATE TABLE `imaging_subject`.`breeding_pair` (
`breeding_pair` int NOT NULL COMMENT ":int32:",
`dam` varchar(16) NOT NULL,
`sire` varchar(16) NOT NULL,
`paired` date NOT NULL COMMENT ":date:",
`separated` date DEFAULT NULL COMMENT ":date:",
PRIMARY KEY (`breeding_pair`),
FOREIGN KEY (`dam`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`sire`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One female and one male, housed together";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('breeding_pair', 'dam', 'imaging_subject.subject.subject'), ('breeding_pair', 'sire', 'imaging_subject.subject.subject'), ('breeding_pair', 'breeding_pair', 'imaging_subject.breeding_pair.breeding_pair');

CREATE TABLE `imaging_subject`.`litter` (
`breeding_pair` int NOT NULL,
`born` date NOT NULL COMMENT ":date:",
`size` tinyint NOT NULL COMMENT ":int8:number of pups",
PRIMARY KEY (`breeding_pair`, `born`),
FOREIGN KEY (`breeding_pair`) REFERENCES `imaging_subject`.`breeding_pair` (`breeding_pair`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Pups born on one day";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('litter', 'breeding_pair', 'imaging_subject.breeding_pair.breeding_pair'), ('litter', 'born', 'imaging_subject.litter.born');

CREATE TABLE `imaging_subject`.`litter__pup` (
`breeding_pair` int NOT NULL,
`born` date NOT NULL,
`subject` varchar(16) NOT NULL,
`weaned` date NOT NULL COMMENT ":date:",
PRIMARY KEY (`breeding_pair`, `born`, `subject`),
FOREIGN KEY (`breeding_pair`, `born`) REFERENCES `imaging_subject`.`litter` (`breeding_pair`, `born`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
UNIQUE INDEX (`subject`)
) ENGINE=InnoDB, COMMENT "Pups that were kept";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('litter__pup', 'breeding_pair', 'imaging_subject.breeding_pair.breeding_pair'), ('litter__pup', 'born', 'imaging_subject.litter.born'), ('litter__pup', 'subject', 'imaging_subject.subject.subject');

CREATE TABLE `imaging_subject`.`weighing` (
`subject` varchar(16) NOT NULL,
`weighed` datetime NOT NULL COMMENT ":datetime:",
`weight` float NOT NULL COMMENT ":float32:g",
`weighed_by` varchar(32) COMMENT "user name",
PRIMARY KEY (`subject`, `weighed`),
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`weighed_by`) REFERENCES `imaging_lab`.`person` (`person`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Body weight";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('weighing', 'subject', 'imaging_subject.subject.subject'), ('weighing', 'weighed_by', 'imaging_lab.person.person'), ('weighing', 'weighed', 'imaging_subject.weighing.weighed');

CREATE TABLE `imaging_subject`.`death` (
`subject` varchar(16) NOT NULL,
`died` date NOT NULL COMMENT ":date:",
`cause` enum('perfusion', 'found dead', 'humane endpoint', 'end of study') NOT NULL COMMENT ":enum('perfusion', 'found dead', 'humane endpoint', 'end of study'):",
PRIMARY KEY (`subject`),
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "End of an animal's life";

INSERT INTO `imaging_subject`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('death', 'subject', 'imaging_subject.subject.subject');

CREATE DATABASE `imaging_session`;

CREATE TABLE `imaging_session`.`#task` (
`task` varchar(32) NOT NULL COMMENT ":varchar(32):",
`task_description` varchar(255) NOT NULL DEFAULT '' COMMENT ":varchar(255):",
PRIMARY KEY (`task`)
) ENGINE=InnoDB, COMMENT "What the animal is asked to do";

CREATE TABLE `imaging_session`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_session`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#task', 'task', 'imaging_session.#task.task');

CREATE TABLE `imaging_session`.`session` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL COMMENT ":datetime:",
`lab` varchar(32) NOT NULL,
`room` varchar(32) NOT NULL,
`project` varchar(32),
PRIMARY KEY (`subject`, `session_start`),
FOREIGN KEY (`subject`) REFERENCES `imaging_subject`.`subject` (`subject`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`lab`, `room`) REFERENCES `imaging_lab`.`room` (`lab`, `room`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`project`) REFERENCES `imaging_lab`.`project` (`project`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One animal at the microscope";

INSERT INTO `imaging_session`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('session', 'subject', 'imaging_subject.subject.subject'), ('session', 'lab', 'imaging_lab.lab.lab'), ('session', 'room', 'imaging_lab.room.room'), ('session', 'project', 'imaging_lab.project.project'), ('session', 'session_start', 'imaging_session.session.session_start');

CREATE TABLE `imaging_session`.`session__experimenter` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`experimenter` varchar(32) NOT NULL COMMENT "user name",
PRIMARY KEY (`subject`, `session_start`, `experimenter`),
FOREIGN KEY (`subject`, `session_start`) REFERENCES `imaging_session`.`session` (`subject`, `session_start`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`experimenter`) REFERENCES `imaging_lab`.`person` (`person`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_session`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('session__experimenter', 'subject', 'imaging_subject.subject.subject'), ('session__experimenter', 'session_start', 'imaging_session.session.session_start'), ('session__experimenter', 'experimenter', 'imaging_lab.person.person');

CREATE TABLE `imaging_session`.`session_directory` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`session_dir` varchar(255) NOT NULL COMMENT ":varchar(255):below IMAGING_DATA",
PRIMARY KEY (`subject`, `session_start`),
FOREIGN KEY (`subject`, `session_start`) REFERENCES `imaging_session`.`session` (`subject`, `session_start`) ON UPDATE CASCADE ON DELETE RESTRICT,
unique index (`session_dir`)
) ENGINE=InnoDB, COMMENT "Folder of the raw files";

INSERT INTO `imaging_session`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('session_directory', 'subject', 'imaging_subject.subject.subject'), ('session_directory', 'session_start', 'imaging_session.session.session_start');

CREATE TABLE `imaging_session`.`session_note` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`note` varchar(2000) NOT NULL COMMENT ":varchar(2000):",
PRIMARY KEY (`subject`, `session_start`),
FOREIGN KEY (`subject`, `session_start`) REFERENCES `imaging_session`.`session` (`subject`, `session_start`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Free text, where there is something to say";

INSERT INTO `imaging_session`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('session_note', 'subject', 'imaging_subject.subject.subject'), ('session_note', 'session_start', 'imaging_session.session.session_start');

CREATE TABLE `imaging_session`.`session_task` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`task` varchar(32) NOT NULL,
`performance` float DEFAULT NULL COMMENT ":float32:share of rewarded trials",
PRIMARY KEY (`subject`, `session_start`, `task`),
FOREIGN KEY (`subject`, `session_start`) REFERENCES `imaging_session`.`session` (`subject`, `session_start`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`task`) REFERENCES `imaging_session`.`#task` (`task`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Tasks of one session";

INSERT INTO `imaging_session`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('session_task', 'subject', 'imaging_subject.subject.subject'), ('session_task', 'session_start', 'imaging_session.session.session_start'), ('session_task', 'task', 'imaging_session.#task.task');

CREATE DATABASE `imaging_reference`;

CREATE TABLE `imaging_reference`.`#microscope` (
`microscope` varchar(32) NOT NULL COMMENT ":varchar(32):",
`objective` varchar(32) NOT NULL COMMENT ":varchar(32):",
`wavelength` smallint NOT NULL COMMENT ":int16:nm, of the excitation laser",
PRIMARY KEY (`microscope`)
) ENGINE=InnoDB, COMMENT "Two-photon microscopes";

CREATE TABLE `imaging_reference`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_reference`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#microscope', 'microscope', 'imaging_reference.#microscope.microscope');

CREATE TABLE `imaging_reference`.`#brain_region` (
`region` varchar(16) NOT NULL COMMENT ":varchar(16):",
`region_name` varchar(64) NOT NULL COMMENT ":varchar(64):",
PRIMARY KEY (`region`)
) ENGINE=InnoDB, COMMENT "Regions, by their acronym in the Allen atlas";

INSERT INTO `imaging_reference`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#brain_region', 'region', 'imaging_reference.#brain_region.region');

CREATE DATABASE `imaging_scan`;

CREATE TABLE `imaging_scan`.`#channel` (
`channel` tinyint NOT NULL COMMENT ":int8:",
`color` enum('green', 'red') NOT NULL COMMENT ":enum('green', 'red'):",
PRIMARY KEY (`channel`)
) ENGINE=InnoDB, COMMENT "Detector of the microscope";

CREATE TABLE `imaging_scan`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#channel', 'channel', 'imaging_scan.#channel.channel');

CREATE TABLE `imaging_scan`.`#acquisition_software` (
`acq_software` varchar(24) NOT NULL COMMENT ":varchar(24):",
PRIMARY KEY (`acq_software`)
) ENGINE=InnoDB, COMMENT "Program that controls the microscope";

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#acquisition_software', 'acq_software', 'imaging_scan.#acquisition_software.acq_software');

CREATE TABLE `imaging_scan`.`scan` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL COMMENT ":int16:",
`acq_software` varchar(24) NOT NULL,
`microscope` varchar(32) NOT NULL,
`power` float DEFAULT NULL COMMENT ":float32:mW below the objective",
PRIMARY KEY (`subject`, `session_start`, `scan_id`),
FOREIGN KEY (`subject`, `session_start`) REFERENCES `imaging_session`.`session` (`subject`, `session_start`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`acq_software`) REFERENCES `imaging_scan`.`#acquisition_software` (`acq_software`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`microscope`) REFERENCES `imaging_reference`.`#microscope` (`microscope`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One recording without interruption";

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('scan', 'subject', 'imaging_subject.subject.subject'), ('scan', 'session_start', 'imaging_session.session.session_start'), ('scan', 'acq_software', 'imaging_scan.#acquisition_software.acq_software'), ('scan', 'microscope', 'imaging_reference.#microscope.microscope'), ('scan', 'scan_id', 'imaging_scan.scan.scan_id');

CREATE TABLE `imaging_scan`.`scan_location` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`region` varchar(16),
`ap` float NOT NULL COMMENT ":float32:mm from bregma, anterior is positive",
`ml` float NOT NULL COMMENT ":float32:mm from bregma, right is positive",
`depth` float NOT NULL COMMENT ":float32:um below the surface",
PRIMARY KEY (`subject`, `session_start`, `scan_id`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`) REFERENCES `imaging_scan`.`scan` (`subject`, `session_start`, `scan_id`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`region`) REFERENCES `imaging_reference`.`#brain_region` (`region`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Where in the brain";

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('scan_location', 'subject', 'imaging_subject.subject.subject'), ('scan_location', 'session_start', 'imaging_session.session.session_start'), ('scan_location', 'scan_id', 'imaging_scan.scan.scan_id'), ('scan_location', 'region', 'imaging_reference.#brain_region.region');

CREATE TABLE `imaging_scan`.`_scan_info` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`frame_rate` float NOT NULL COMMENT ":float32:Hz",
`frames` int NOT NULL COMMENT ":int32:",
`fields` tinyint NOT NULL COMMENT ":int8:",
PRIMARY KEY (`subject`, `session_start`, `scan_id`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`) REFERENCES `imaging_scan`.`scan` (`subject`, `session_start`, `scan_id`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Header of the scan's files";

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_scan_info', 'subject', 'imaging_subject.subject.subject'), ('_scan_info', 'session_start', 'imaging_session.session.session_start'), ('_scan_info', 'scan_id', 'imaging_scan.scan.scan_id');

CREATE TABLE `imaging_scan`.`_scan_info__field` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`field` tinyint NOT NULL COMMENT ":int8:",
`height` smallint NOT NULL COMMENT ":int16:pixels",
`width` smallint NOT NULL COMMENT ":int16:pixels",
`x` float NOT NULL COMMENT ":float32:um",
`y` float NOT NULL COMMENT ":float32:um",
`z` float NOT NULL COMMENT ":float32:um",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `field`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`) REFERENCES `imaging_scan`.`_scan_info` (`subject`, `session_start`, `scan_id`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Plane or patch that is scanned as one image";

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_scan_info__field', 'subject', 'imaging_subject.subject.subject'), ('_scan_info__field', 'session_start', 'imaging_session.session.session_start'), ('_scan_info__field', 'scan_id', 'imaging_scan.scan.scan_id'), ('_scan_info__field', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE `imaging_scan`.`_scan_info__scan_file` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`file_id` smallint NOT NULL COMMENT ":int16:",
`tiff` json NOT NULL COMMENT ":<filepath@raw>:",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `file_id`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`) REFERENCES `imaging_scan`.`_scan_info` (`subject`, `session_start`, `scan_id`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_scan`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_scan_info__scan_file', 'subject', 'imaging_subject.subject.subject'), ('_scan_info__scan_file', 'session_start', 'imaging_session.session.session_start'), ('_scan_info__scan_file', 'scan_id', 'imaging_scan.scan.scan_id'), ('_scan_info__scan_file', 'file_id', 'imaging_scan._scan_info__scan_file.file_id');

CREATE DATABASE `imaging_imaging`;

CREATE TABLE `imaging_imaging`.`#processing_method` (
`method` varchar(16) NOT NULL COMMENT ":varchar(16):",
`method_description` varchar(255) NOT NULL DEFAULT '' COMMENT ":varchar(255):",
PRIMARY KEY (`method`)
) ENGINE=InnoDB, COMMENT "Program that registers frames and finds cells";

CREATE TABLE `imaging_imaging`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#processing_method', 'method', 'imaging_imaging.#processing_method.method');

CREATE TABLE `imaging_imaging`.`#processing_param_set` (
`paramset` smallint NOT NULL COMMENT ":int16:",
`method` varchar(16) NOT NULL,
`paramset_description` varchar(128) NOT NULL COMMENT ":varchar(128):",
`params` json NOT NULL COMMENT ":json:",
PRIMARY KEY (`paramset`),
FOREIGN KEY (`method`) REFERENCES `imaging_imaging`.`#processing_method` (`method`) ON UPDATE CASCADE ON DELETE RESTRICT,
unique index (`method`,`paramset_description`)
) ENGINE=InnoDB, COMMENT "Settings for one method";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#processing_param_set', 'method', 'imaging_imaging.#processing_method.method'), ('#processing_param_set', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE `imaging_imaging`.`processing_task` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`output_dir` varchar(255) NOT NULL COMMENT ":varchar(255):below IMAGING_DATA",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`) REFERENCES `imaging_scan`.`scan` (`subject`, `session_start`, `scan_id`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`paramset`) REFERENCES `imaging_imaging`.`#processing_param_set` (`paramset`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Request to process one scan with one set of parameters";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('processing_task', 'subject', 'imaging_subject.subject.subject'), ('processing_task', 'session_start', 'imaging_session.session.session_start'), ('processing_task', 'scan_id', 'imaging_scan.scan.scan_id'), ('processing_task', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE `imaging_imaging`.`_processing` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`finished` datetime NOT NULL COMMENT ":datetime:",
`output` json NOT NULL COMMENT ":<object@main>:the program's folder, as it wrote it",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`processing_task` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "A request that has been carried out";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_processing', 'subject', 'imaging_subject.subject.subject'), ('_processing', 'session_start', 'imaging_session.session.session_start'), ('_processing', 'scan_id', 'imaging_scan.scan.scan_id'), ('_processing', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE `imaging_imaging`.`_motion_correction` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`motion_channel` tinyint NOT NULL,
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`_processing` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`motion_channel`) REFERENCES `imaging_scan`.`#channel` (`channel`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "How the frames were shifted";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_motion_correction', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction', 'motion_channel', 'imaging_scan.#channel.channel');

CREATE TABLE `imaging_imaging`.`_motion_correction__rigid_shift` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`field` tinyint NOT NULL,
`y_shifts` json NOT NULL COMMENT ":<blob@main>:pixels, one per frame",
`x_shifts` json NOT NULL COMMENT ":<blob@main>:pixels, one per frame",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `field`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`_motion_correction` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `field`) REFERENCES `imaging_scan`.`_scan_info__field` (`subject`, `session_start`, `scan_id`, `field`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Shift of whole frames";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_motion_correction__rigid_shift', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__rigid_shift', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__rigid_shift', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__rigid_shift', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__rigid_shift', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE `imaging_imaging`.`_motion_correction__non_rigid_shift` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`field` tinyint NOT NULL,
`block_height` smallint NOT NULL COMMENT ":int16:pixels",
`block_width` smallint NOT NULL COMMENT ":int16:pixels",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `field`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`_motion_correction` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `field`) REFERENCES `imaging_scan`.`_scan_info__field` (`subject`, `session_start`, `scan_id`, `field`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Grid of the blocks that were shifted on their own";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_motion_correction__non_rigid_shift', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__non_rigid_shift', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__non_rigid_shift', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__non_rigid_shift', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__non_rigid_shift', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE `imaging_imaging`.`_motion_correction__block` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`field` tinyint NOT NULL,
`block` smallint NOT NULL COMMENT ":int16:",
`y_shifts` json NOT NULL COMMENT ":<blob@main>:pixels, one per frame",
`x_shifts` json NOT NULL COMMENT ":<blob@main>:pixels, one per frame",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `field`, `block`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `field`) REFERENCES `imaging_imaging`.`_motion_correction__non_rigid_shift` (`subject`, `session_start`, `scan_id`, `paramset`, `field`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Shift of one block";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_motion_correction__block', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__block', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__block', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__block', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__block', 'field', 'imaging_scan._scan_info__field.field'), ('_motion_correction__block', 'block', 'imaging_imaging._motion_correction__block.block');

CREATE TABLE `imaging_imaging`.`_motion_correction__summary` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`field` tinyint NOT NULL,
`average` json NOT NULL COMMENT ":<npy@main>:",
`max_projection` json NOT NULL COMMENT ":<npy@main>:",
`correlation` json DEFAULT NULL COMMENT ":<npy@main>:",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `field`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`_motion_correction` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `field`) REFERENCES `imaging_scan`.`_scan_info__field` (`subject`, `session_start`, `scan_id`, `field`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Images of the corrected frames";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('_motion_correction__summary', 'subject', 'imaging_subject.subject.subject'), ('_motion_correction__summary', 'session_start', 'imaging_session.session.session_start'), ('_motion_correction__summary', 'scan_id', 'imaging_scan.scan.scan_id'), ('_motion_correction__summary', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('_motion_correction__summary', 'field', 'imaging_scan._scan_info__field.field');

CREATE TABLE `imaging_imaging`.`__segmentation` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`_processing` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Regions of interest of one scan";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__segmentation', 'subject', 'imaging_subject.subject.subject'), ('__segmentation', 'session_start', 'imaging_session.session.session_start'), ('__segmentation', 'scan_id', 'imaging_scan.scan.scan_id'), ('__segmentation', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE `imaging_imaging`.`__segmentation__mask` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`mask` smallint NOT NULL COMMENT ":int16:",
`field` tinyint NOT NULL,
`segmentation_channel` tinyint NOT NULL,
`center_y` smallint NOT NULL COMMENT ":int16:pixels",
`center_x` smallint NOT NULL COMMENT ":int16:pixels",
`pixels` json NOT NULL COMMENT ":<blob@main>:y, x and weight of each pixel",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `mask`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`__segmentation` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `field`) REFERENCES `imaging_scan`.`_scan_info__field` (`subject`, `session_start`, `scan_id`, `field`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`segmentation_channel`) REFERENCES `imaging_scan`.`#channel` (`channel`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One region of interest";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__segmentation__mask', 'subject', 'imaging_subject.subject.subject'), ('__segmentation__mask', 'session_start', 'imaging_session.session.session_start'), ('__segmentation__mask', 'scan_id', 'imaging_scan.scan.scan_id'), ('__segmentation__mask', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__segmentation__mask', 'field', 'imaging_scan._scan_info__field.field'), ('__segmentation__mask', 'segmentation_channel', 'imaging_scan.#channel.channel'), ('__segmentation__mask', 'mask', 'imaging_imaging.__segmentation__mask.mask');

CREATE TABLE `imaging_imaging`.`#mask_type` (
`mask_type` varchar(16) NOT NULL COMMENT ":varchar(16):",
PRIMARY KEY (`mask_type`)
) ENGINE=InnoDB, COMMENT "What a region of interest may be";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#mask_type', 'mask_type', 'imaging_imaging.#mask_type.mask_type');

CREATE TABLE `imaging_imaging`.`#classification_method` (
`classifier` varchar(16) NOT NULL COMMENT ":varchar(16):",
PRIMARY KEY (`classifier`)
) ENGINE=InnoDB, COMMENT "How the type of a mask is decided";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#classification_method', 'classifier', 'imaging_imaging.#classification_method.classifier');

CREATE TABLE `imaging_imaging`.`__mask_classification` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`classifier` varchar(16) NOT NULL,
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `classifier`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`__segmentation` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`classifier`) REFERENCES `imaging_imaging`.`#classification_method` (`classifier`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Types of the masks, according to one classifier";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__mask_classification', 'subject', 'imaging_subject.subject.subject'), ('__mask_classification', 'session_start', 'imaging_session.session.session_start'), ('__mask_classification', 'scan_id', 'imaging_scan.scan.scan_id'), ('__mask_classification', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__mask_classification', 'classifier', 'imaging_imaging.#classification_method.classifier');

CREATE TABLE `imaging_imaging`.`__mask_classification__mask_type` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`classifier` varchar(16) NOT NULL,
`mask` smallint NOT NULL,
`mask_type` varchar(16) NOT NULL,
`confidence` float NOT NULL COMMENT ":float32:0 to 1",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `classifier`, `mask`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `classifier`) REFERENCES `imaging_imaging`.`__mask_classification` (`subject`, `session_start`, `scan_id`, `paramset`, `classifier`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `mask`) REFERENCES `imaging_imaging`.`__segmentation__mask` (`subject`, `session_start`, `scan_id`, `paramset`, `mask`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`mask_type`) REFERENCES `imaging_imaging`.`#mask_type` (`mask_type`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__mask_classification__mask_type', 'subject', 'imaging_subject.subject.subject'), ('__mask_classification__mask_type', 'session_start', 'imaging_session.session.session_start'), ('__mask_classification__mask_type', 'scan_id', 'imaging_scan.scan.scan_id'), ('__mask_classification__mask_type', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__mask_classification__mask_type', 'classifier', 'imaging_imaging.#classification_method.classifier'), ('__mask_classification__mask_type', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__mask_classification__mask_type', 'mask_type', 'imaging_imaging.#mask_type.mask_type');

CREATE TABLE `imaging_imaging`.`__fluorescence` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`__segmentation` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Brightness of all masks over time";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__fluorescence', 'subject', 'imaging_subject.subject.subject'), ('__fluorescence', 'session_start', 'imaging_session.session.session_start'), ('__fluorescence', 'scan_id', 'imaging_scan.scan.scan_id'), ('__fluorescence', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE `imaging_imaging`.`__fluorescence__trace` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`mask` smallint NOT NULL,
`fluorescence_channel` tinyint NOT NULL,
`fluorescence` json NOT NULL COMMENT ":<blob@main>:one value per frame",
`surround` json NOT NULL COMMENT ":<blob@main>:the same for the neuropil around the mask",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `mask`, `fluorescence_channel`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`__fluorescence` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `mask`) REFERENCES `imaging_imaging`.`__segmentation__mask` (`subject`, `session_start`, `scan_id`, `paramset`, `mask`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`fluorescence_channel`) REFERENCES `imaging_scan`.`#channel` (`channel`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__fluorescence__trace', 'subject', 'imaging_subject.subject.subject'), ('__fluorescence__trace', 'session_start', 'imaging_session.session.session_start'), ('__fluorescence__trace', 'scan_id', 'imaging_scan.scan.scan_id'), ('__fluorescence__trace', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__fluorescence__trace', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__fluorescence__trace', 'fluorescence_channel', 'imaging_scan.#channel.channel');

CREATE TABLE `imaging_imaging`.`#activity_method` (
`activity_method` varchar(16) NOT NULL COMMENT ":varchar(16):",
`surround_weight` float NOT NULL COMMENT ":float32:share of the surround that is subtracted",
`baseline` float NOT NULL COMMENT ":float32:percentile that counts as rest",
PRIMARY KEY (`activity_method`)
) ENGINE=InnoDB, COMMENT "How activity is inferred from fluorescence";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('#activity_method', 'activity_method', 'imaging_imaging.#activity_method.activity_method');

CREATE TABLE `imaging_imaging`.`__activity` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`activity_method` varchar(16) NOT NULL,
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`__fluorescence` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`activity_method`) REFERENCES `imaging_imaging`.`#activity_method` (`activity_method`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "Activity of all masks over time";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__activity', 'subject', 'imaging_subject.subject.subject'), ('__activity', 'session_start', 'imaging_session.session.session_start'), ('__activity', 'scan_id', 'imaging_scan.scan.scan_id'), ('__activity', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__activity', 'activity_method', 'imaging_imaging.#activity_method.activity_method');

CREATE TABLE `imaging_imaging`.`__activity__trace` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`activity_method` varchar(16) NOT NULL,
`mask` smallint NOT NULL,
`fluorescence_channel` tinyint NOT NULL,
`activity` json NOT NULL COMMENT ":<blob@main>:relative change of fluorescence, one per frame",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`, `mask`, `fluorescence_channel`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`) REFERENCES `imaging_imaging`.`__activity` (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `mask`, `fluorescence_channel`) REFERENCES `imaging_imaging`.`__fluorescence__trace` (`subject`, `session_start`, `scan_id`, `paramset`, `mask`, `fluorescence_channel`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB;

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__activity__trace', 'subject', 'imaging_subject.subject.subject'), ('__activity__trace', 'session_start', 'imaging_session.session.session_start'), ('__activity__trace', 'scan_id', 'imaging_scan.scan.scan_id'), ('__activity__trace', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__activity__trace', 'activity_method', 'imaging_imaging.#activity_method.activity_method'), ('__activity__trace', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__activity__trace', 'fluorescence_channel', 'imaging_scan.#channel.channel');

CREATE TABLE `imaging_imaging`.`cell_match` (
`subject` varchar(16) NOT NULL,
`first_session` datetime NOT NULL,
`first_scan` smallint NOT NULL,
`first_paramset` smallint NOT NULL,
`first_mask` smallint NOT NULL,
`second_session` datetime NOT NULL,
`second_scan` smallint NOT NULL,
`second_paramset` smallint NOT NULL,
`second_mask` smallint NOT NULL,
`overlap` float NOT NULL COMMENT ":float32:of the registered masks, 0 to 1",
PRIMARY KEY (`subject`, `first_session`, `first_scan`, `first_paramset`, `first_mask`, `second_session`, `second_scan`, `second_paramset`, `second_mask`),
FOREIGN KEY (`subject`, `first_session`, `first_scan`, `first_paramset`, `first_mask`) REFERENCES `imaging_imaging`.`__segmentation__mask` (`subject`, `session_start`, `scan_id`, `paramset`, `mask`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `second_session`, `second_scan`, `second_paramset`, `second_mask`) REFERENCES `imaging_imaging`.`__segmentation__mask` (`subject`, `session_start`, `scan_id`, `paramset`, `mask`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One cell, found in two scans of the same animal";

INSERT INTO `imaging_imaging`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('cell_match', 'subject', 'imaging_subject.subject.subject'), ('cell_match', 'first_session', 'imaging_session.session.session_start'), ('cell_match', 'first_scan', 'imaging_scan.scan.scan_id'), ('cell_match', 'first_paramset', 'imaging_imaging.#processing_param_set.paramset'), ('cell_match', 'first_mask', 'imaging_imaging.__segmentation__mask.mask'), ('cell_match', 'second_session', 'imaging_session.session.session_start'), ('cell_match', 'second_scan', 'imaging_scan.scan.scan_id'), ('cell_match', 'second_paramset', 'imaging_imaging.#processing_param_set.paramset'), ('cell_match', 'second_mask', 'imaging_imaging.__segmentation__mask.mask');

CREATE DATABASE `imaging_report`;

CREATE TABLE `imaging_report`.`__scan_report` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`cells` smallint NOT NULL COMMENT ":int16:number of masks",
`page` json NOT NULL COMMENT ":<attach@main>:PDF",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`_motion_correction` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT,
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`) REFERENCES `imaging_imaging`.`__segmentation` (`subject`, `session_start`, `scan_id`, `paramset`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "One page per scan: the average image and the masks on it";

CREATE TABLE `imaging_report`.`~lineage` (
`table_name` VARCHAR(64) NOT NULL COMMENT "table name within the schema",
`attribute_name` VARCHAR(64) NOT NULL COMMENT "attribute name",
`lineage` VARCHAR(255) NOT NULL COMMENT "origin: schema.table.attribute",
PRIMARY KEY (`table_name`, `attribute_name`)
) ENGINE=InnoDB;

INSERT INTO `imaging_report`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__scan_report', 'subject', 'imaging_subject.subject.subject'), ('__scan_report', 'session_start', 'imaging_session.session.session_start'), ('__scan_report', 'scan_id', 'imaging_scan.scan.scan_id'), ('__scan_report', 'paramset', 'imaging_imaging.#processing_param_set.paramset');

CREATE TABLE `imaging_report`.`__trace_report` (
`subject` varchar(16) NOT NULL,
`session_start` datetime NOT NULL,
`scan_id` smallint NOT NULL,
`paramset` smallint NOT NULL,
`activity_method` varchar(16) NOT NULL,
`mask` smallint NOT NULL,
`fluorescence_channel` tinyint NOT NULL,
`peak` float NOT NULL COMMENT ":float32:largest relative change of fluorescence",
`noise` float NOT NULL COMMENT ":float32:median absolute change from frame to frame",
PRIMARY KEY (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`, `mask`, `fluorescence_channel`),
FOREIGN KEY (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`, `mask`, `fluorescence_channel`) REFERENCES `imaging_imaging`.`__activity__trace` (`subject`, `session_start`, `scan_id`, `paramset`, `activity_method`, `mask`, `fluorescence_channel`) ON UPDATE CASCADE ON DELETE RESTRICT
) ENGINE=InnoDB, COMMENT "How active one cell was";

INSERT INTO `imaging_report`.`~lineage` (table_name, attribute_name, lineage)
VALUES ('__trace_report', 'subject', 'imaging_subject.subject.subject'), ('__trace_report', 'session_start', 'imaging_session.session.session_start'), ('__trace_report', 'scan_id', 'imaging_scan.scan.scan_id'), ('__trace_report', 'paramset', 'imaging_imaging.#processing_param_set.paramset'), ('__trace_report', 'activity_method', 'imaging_imaging.#activity_method.activity_method'), ('__trace_report', 'mask', 'imaging_imaging.__segmentation__mask.mask'), ('__trace_report', 'fluorescence_channel', 'imaging_scan.#channel.channel');

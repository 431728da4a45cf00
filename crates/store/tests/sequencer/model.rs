//! Every single write fails once in both ways, and ten thousand random lives: one history, always.

use std::collections::BTreeSet;

use maru_record::{Digest, addenda};
use maru_store::sequencer::LogError;

use crate::folder::audited;
use crate::memory::{Disk, Fault, MemoryLog, Plan, Reader, Table, key, place, publish};

/// How many random lives are lived.
const SCHEDULES: u64 = 10_000;
/// Things that happen in a life.
const EVENTS: u32 = 14;

/// The numbers of one life, the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        // The constants are those of splitmix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// What is on disk is the table: audited, every content there that should be, none that should not.
fn check_whole(disk: &Disk, table: &Table) {
    let files = disk.state().files.clone();
    let (audit, entries) = audited(&Reader(files.clone()), vec![key().verifier().clone()]);
    assert_eq!(audit.head.unwrap().size as usize, table.entries.len());
    assert_eq!(entries, table.entries);
    let prefix = place().prefix;
    let on_disk: BTreeSet<Digest> =
        files.keys().filter_map(|path| addenda::parse_path(path.strip_prefix(&prefix)?)).collect();
    let named = |entry: &Vec<u8>| addenda::digests(entry).unwrap();
    let named: BTreeSet<Digest> = table.entries.iter().flat_map(named).collect();
    let present = on_disk.into_iter().filter(|digest| named.contains(digest));
    assert!(present.eq(table.contents.keys().copied()), "content that is not withdrawn, and no other");
}

/// The scenario in which every write is made to fail: three steps over two tiles, with content written and withdrawn.
fn grow(table: &mut Table, step: u64) {
    table.say_with_content(step);
    for number in 0..[3, 290, 230][step as usize] {
        table.say(1_000 * (step + 1) + number);
    }
    if step == 1 {
        table.withdraw(0);
    }
    table.say_with_content(100 + step);
}

fn live(plan: Option<Plan>) -> (Disk, Table, u64) {
    let disk = Disk::default();
    let mut table = Table::default();
    disk.plan(plan);
    let mut failures = 0;
    {
        let mut log: Option<MemoryLog<'_>> = None;
        for step in 0..3 {
            grow(&mut table, step);
            log = match publish(&disk, log.take(), &table) {
                Ok(log) => Some(log),
                Err(LogError::Refused(reason)) => panic!("{plan:?}: {reason}"),
                Err(LogError::Failed(_)) => {
                    failures += 1;
                    disk.restart(|| true);
                    Some(publish(&disk, None, &table).unwrap())
                }
            };
        }
    }
    (disk, table, failures)
}

#[test]
fn after_any_single_failure_the_disk_is_as_if_nothing_had_failed() {
    let (undisturbed, table, _) = live(None);
    check_whole(&undisturbed, &table);
    let operations = undisturbed.state().operations;
    assert!(operations > 30, "{operations}");
    for at in 0..operations {
        for fault in [Fault::NotStored, Fault::Stored] {
            for crash in [false, true] {
                let plan = Plan { at, fault, crash };
                let (disk, table, failures) = live(Some(plan));
                assert_eq!(failures, 1, "{plan:?}");
                check_whole(&disk, &table);
                assert_eq!(disk.state().files, undisturbed.state().files, "{plan:?}");
                assert_eq!(disk.state().lock, undisturbed.state().lock, "{plan:?}");
            }
        }
    }
}

/// What a person does to the folder while the node is down; one kind in a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disaster {
    None,
    TableFromBackup,
    LockFromBackup,
    FolderLost,
    StagingLost,
}

const DISASTERS: [Disaster; 6] = [
    Disaster::None,
    Disaster::None,
    Disaster::TableFromBackup,
    Disaster::LockFromBackup,
    Disaster::FolderLost,
    Disaster::StagingLost,
];

struct Life {
    chance: Chance,
    table: Table,
    backup: Table,
    /// Tables that a backup took the place of.
    replaced: Vec<Table>,
    lock_backup: Option<maru_store::sequencer::Locked>,
    disaster: Disaster,
    unique: u64,
    /// Leaves under the largest head that a reader may have.
    given: Vec<Digest>,
    refused: bool,
}

impl Life {
    fn append(&mut self) {
        let many = [1, 1, 2, 5, 30, 300][self.chance.below(6) as usize];
        for _ in 0..=self.chance.below(many) {
            self.unique += 1;
            match self.chance.below(8) {
                0 => self.table.say_with_content(self.unique),
                1 => self.table.withdraw(self.unique),
                _ => self.table.say(self.unique),
            }
        }
    }

    fn plan(&mut self) -> Option<Plan> {
        let fault = [Fault::NotStored, Fault::Stored][self.chance.below(2) as usize];
        let plan = Plan { at: self.chance.below(16), fault, crash: self.chance.below(2) == 0 };
        (self.chance.below(3) > 0).then_some(plan)
    }

    fn strike(&mut self, disk: &Disk) {
        let mut state = disk.state();
        match self.disaster {
            Disaster::None => {}
            Disaster::TableFromBackup => {
                self.replaced.push(std::mem::replace(&mut self.table, self.backup.clone()));
            }
            Disaster::LockFromBackup => state.lock.clone_from(&self.lock_backup),
            Disaster::FolderLost => state.files.retain(|path, _| !path.starts_with(&place().prefix)),
            Disaster::StagingLost => {
                state.files.remove(&place().staging);
            }
        }
    }

    /// Every head that was given out is over entries that were once durable, and continues every other.
    fn check_heads(&mut self, disk: &Disk) {
        for head in std::mem::take(&mut disk.state().seen) {
            let size = head.size as usize;
            let tables = std::iter::once(&self.table).chain(&self.replaced);
            let signed_over = tables
                .filter(|table| table.leaves.len() >= size)
                .find(|table| table.root(size) == head.root)
                .unwrap_or_else(|| panic!("a head over {size} entries that never were durable"));
            let common = size.min(self.given.len());
            assert_eq!(self.given[..common], signed_over.leaves[..common], "two heads that disagree");
            if size > self.given.len() {
                self.given = signed_over.leaves[..size].to_vec();
            }
        }
    }

    fn publish<'a>(&mut self, disk: &'a Disk, log: Option<MemoryLog<'a>>) -> Option<MemoryLog<'a>> {
        disk.plan(self.plan());
        let published = publish(disk, log, &self.table);
        disk.plan(None);
        self.check_heads(disk);
        match published {
            Ok(log) => Some(log),
            Err(error) => {
                self.refused |= matches!(error, LogError::Refused(_));
                disk.restart(|| self.chance.below(2) == 0);
                None
            }
        }
    }
}

fn one_life(seed: u64) -> (Disaster, bool) {
    let mut chance = Chance(seed);
    let disaster = DISASTERS[chance.below(DISASTERS.len() as u64) as usize];
    let mut life = Life {
        chance,
        table: Table::default(),
        backup: Table::default(),
        replaced: Vec::new(),
        lock_backup: None,
        disaster,
        unique: 0,
        given: Vec::new(),
        refused: false,
    };
    let disk = Disk::default();
    let mut log = None;
    for _ in 0..EVENTS {
        match life.chance.below(8) {
            0..3 => life.append(),
            3..6 => log = life.publish(&disk, log.take()),
            6 => {
                life.backup = life.table.clone();
                life.lock_backup.clone_from(&disk.state().lock);
            }
            _ => {
                log = None;
                disk.restart(|| life.chance.below(2) == 0);
                life.strike(&disk);
            }
        }
    }
    drop(log);
    disk.restart(|| true);
    let end = publish(&disk, None, &life.table);
    life.check_heads(&disk);
    match end {
        Ok(_) if life.table.entries.is_empty() => {}
        Ok(_) => check_whole(&disk, &life.table),
        Err(error) => {
            let may_be_refused = matches!(disaster, Disaster::TableFromBackup | Disaster::LockFromBackup);
            assert!(may_be_refused && matches!(error, LogError::Refused(_)), "{disaster:?}: {error}");
            life.refused = true;
        }
    }
    (disaster, life.refused)
}

#[test]
fn ten_thousand_lives_never_show_two_histories() {
    let mut refusals = [0_u32; 2];
    for seed in 0..SCHEDULES {
        let outcome = std::panic::catch_unwind(|| one_life(seed));
        let (disaster, refused) = outcome.unwrap_or_else(|_| panic!("life {seed}"));
        if refused {
            refusals[usize::from(disaster == Disaster::LockFromBackup)] += 1;
        }
    }
    // The dangers are real: many lives put a backup back that would have made a second history.
    assert!(refusals.iter().all(|refused| *refused > 100), "{refusals:?}");
}

//! What the texts of a document say of its indicators.
//!
//! A figure in a text is about an indicator when it stands in the text of the indicator's task, counts what can be
//! compared, and its clause, or the clause that leads up to it, shares a word with the indicator's name.
//!
//! Words are pairs of characters that are left when general words are taken out; there is no dictionary. Both that were
//! tried, jieba and the one of ICU, take the words of these forms apart (助餐, 巡河, 河长 into single characters), need as
//! long for the texts of one form as several whole checks, and add 3 to 6 MB; jieba also needs a fifth of a second to
//! load, where a check starts in milliseconds.

mod account;
mod agreement;
mod clause;
mod inquiry;
mod neighbours;
mod numbered;
mod pairs;
mod place;
mod quantity;
mod statement;
mod telling;
mod told_figures;
mod topic;

pub(crate) use account::{Account, Accounts, Support};
pub(crate) use agreement::{agrees, contradicts};
pub(crate) use clause::{Surroundings, clause_around, counts_alike, near_end, sentence_around};
pub(crate) use numbered::numbered_items;
pub(crate) use pairs::Pairs;
pub(crate) use quantity::distinct_quantities;
pub(crate) use statement::{MOST_STATEMENTS, Manner, Passage, Statement, best, in_brackets};
pub use telling::Accord;
pub(crate) use telling::tellings;
pub(crate) use topic::{Closeness, Topic};

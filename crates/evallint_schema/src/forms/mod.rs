//! One folder per form, and one line for it in [`FORMS`](crate::FORMS).

pub mod department_self_evaluation;

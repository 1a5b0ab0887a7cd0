//! What published schemas are called.

/// Where the published schemas lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addresses {
    /// Nowhere in particular, so that each has a name that is no address.
    Names,
    /// Below an address that ends in a slash.
    Below(String),
}

impl Addresses {
    /// The `$id` of a schema with a name, which lies at a path below the folder of all schemas.
    #[must_use]
    pub fn id(&self, path: &str, name: &str) -> String {
        match self {
            Self::Names => format!("urn:evallint:{name}"),
            Self::Below(base) => format!("{base}{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_called_by_its_place_or_its_name() {
        let path = "toy/v1.zh.schema.json";
        assert_eq!(Addresses::Names.id(path, "toy:v1.zh"), "urn:evallint:toy:v1.zh");
        let base = Addresses::Below("https://example.org/forms/".to_owned());
        assert_eq!(
            base.id(path, "toy:v1.zh"),
            "https://example.org/forms/toy/v1.zh.schema.json"
        );
    }
}

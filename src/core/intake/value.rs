//! Values that fields take.
//! Room `core`.

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Text(String),
    /// IRI of something chosen.
    Chosen(String),
    Integer(i64),
    Boolean(bool),
    /// `YYYY-MM-DD`.
    Date(String),
    Year(i32),
    /// An address on the web.
    Address(String),
}

impl Value {
    /// The words of a text, date or address; the IRI of something chosen.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Chosen(text) | Self::Date(text) | Self::Address(text) => {
                Some(text)
            }
            Self::Integer(_) | Self::Boolean(_) | Self::Year(_) => None,
        }
    }

    /// As RDF writes it (XML Schema part 2).
    pub fn lexical(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Boolean(value) => value.to_string(),
            Self::Year(year) => format!("{year:04}"),
            Self::Text(text) | Self::Chosen(text) | Self::Date(text) | Self::Address(text) => {
                text.clone()
            }
        }
    }
}

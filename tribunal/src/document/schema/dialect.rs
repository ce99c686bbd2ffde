//! Which rules a schema is written by: those of the document's version, or those that `$schema` names.

use crate::document::OpenApiVersion;

/// A dialect of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::document) enum Dialect {
    /// Swagger 2.0's Schema Object: a part of draft 4.
    Swagger2,
    /// `OpenAPI` 3.0's Schema Object: another part of draft 4.
    OpenApi30,
    /// `OpenAPI` 3.1's and 3.2's: 2020-12 with formats that count.
    OpenApi31,
    /// JSON Schema draft 4.
    Draft4,
    /// JSON Schema draft 6.
    Draft6,
    /// JSON Schema draft 7.
    Draft7,
    /// JSON Schema 2019-09.
    Draft2019,
    /// JSON Schema 2020-12.
    Draft2020,
    /// JSON Schema 2020-12 without the vocabulary of validation: only its applicators count.
    Applicators,
}

impl Dialect {
    /// The one that a version of `OpenAPI` has where nothing else is said.
    pub(super) fn of(version: OpenApiVersion) -> Self {
        match version {
            OpenApiVersion::V2_0 => Self::Swagger2,
            OpenApiVersion::V3_0 => Self::OpenApi30,
            OpenApiVersion::V3_1 | OpenApiVersion::V3_2 => Self::OpenApi31,
        }
    }

    /// The one that `$schema` names; of an unknown one it is taken that it goes with the times.
    pub(super) fn named(uri: &str) -> Self {
        let known = [
            ("json-schema.org/draft-04/", Self::Draft4),
            ("json-schema.org/draft-06/", Self::Draft6),
            ("json-schema.org/draft-07/", Self::Draft7),
            ("json-schema.org/draft/2019-09/", Self::Draft2019),
            ("json-schema.org/draft/2020-12/", Self::Draft2020),
            ("spec.openapis.org/oas/3.", Self::OpenApi31),
        ];
        known.iter().find(|(part, _)| uri.contains(part)).map_or(Self::Draft2020, |(_, dialect)| *dialect)
    }

    /// Whether it is `OpenAPI`'s own, with formats, discriminators and directions.
    pub(super) fn is_openapi(self) -> bool {
        matches!(self, Self::Swagger2 | Self::OpenApi30 | Self::OpenApi31)
    }

    /// Whether only the keywords count that a Schema Object lists.
    pub(super) fn is_narrow(self) -> bool {
        matches!(self, Self::Swagger2 | Self::OpenApi30)
    }

    /// Whether nothing counts beside a `$ref`.
    pub(super) fn references_stand_alone(self) -> bool {
        self.is_narrow() || matches!(self, Self::Draft4 | Self::Draft6 | Self::Draft7)
    }

    /// Whether `exclusiveMinimum` is a flag beside `minimum`.
    pub(super) fn has_flags_for_bounds(self) -> bool {
        self.is_narrow() || self == Self::Draft4
    }

    /// Whether a list of schemas in `items` describes the items one by one.
    pub(super) fn has_lists_in_items(self) -> bool {
        matches!(self, Self::Draft4 | Self::Draft6 | Self::Draft7 | Self::Draft2019)
    }

    /// Which keyword names a schema.
    pub(super) fn id(self) -> &'static str {
        if self == Self::Draft4 { "id" } else { "$id" }
    }

    /// Which keyword allows `null` besides.
    pub(super) fn nullable(self) -> Option<&'static str> {
        match self {
            Self::Swagger2 => Some("x-nullable"),
            Self::OpenApi30 => Some("nullable"),
            _ => None,
        }
    }

    /// Whether it knows a keyword of JSON Schema 2020-12 that has the same meaning in every dialect that has it.
    pub(super) fn knows(self, keyword: &str) -> bool {
        let since = match keyword {
            "const" | "contains" | "propertyNames" => Self::Draft6,
            "if" | "then" | "else" => Self::Draft7,
            "dependentRequired"
            | "dependentSchemas"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "minContains"
            | "maxContains" => Self::Draft2019,
            "prefixItems" => Self::Draft2020,
            _ => return true,
        };
        self.age() >= since.age()
    }

    fn age(self) -> u8 {
        match self {
            Self::Swagger2 | Self::OpenApi30 | Self::Draft4 => 4,
            Self::Draft6 => 6,
            Self::Draft7 => 7,
            Self::Draft2019 => 8,
            Self::OpenApi31 | Self::Draft2020 | Self::Applicators => 9,
        }
    }
}

//! What a CQL2 filter says, as a tree: conditions over operands.
//! Refuses nothing; the readers and the schema do.

use chrono::{DateTime, NaiveDate, Utc};
use geo::Geometry;

/// A condition. Logic is Kleene's: a comparison with an absent value is neither true nor false, and neither is its negation.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// All hold.
    And(Vec<Self>),
    /// At least one holds.
    Or(Vec<Self>),
    /// Does not hold.
    Not(Box<Self>),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// `left op right`.
    Compare {
        /// How.
        op: Comparison,
        /// Before the operator.
        left: Operand,
        /// After the operator.
        right: Operand,
    },
    /// `operand IN (…)`.
    In {
        /// What is looked for.
        operand: Operand,
        /// Where.
        items: Vec<Operand>,
    },
    /// `operand LIKE pattern`: `%` any letters, `_` one letter, `\` before either means the letter itself.
    Like {
        /// The text.
        operand: Operand,
        /// A text, perhaps inside CASEI or ACCENTI.
        pattern: Operand,
    },
    /// `operand BETWEEN low AND high`, both ends inclusive.
    Between {
        /// The value.
        operand: Operand,
        /// Lowest.
        low: Operand,
        /// Highest.
        high: Operand,
    },
    /// `operand IS NULL`: the value is absent.
    IsNull(Operand),
    /// A spatial function of two geometries, on the plane of longitudes and latitudes.
    Spatial {
        /// Which.
        op: SpatialOp,
        /// First.
        left: Operand,
        /// Second.
        right: Operand,
    },
    /// A temporal function of two instants or intervals.
    Temporal {
        /// Which.
        op: TemporalOp,
        /// First.
        left: Operand,
        /// Second.
        right: Operand,
    },
    /// A function of two lists, compared as sets.
    Array {
        /// Which.
        op: ArrayOp,
        /// First.
        left: Operand,
        /// Second.
        right: Operand,
    },
}

/// A value, or where to find one.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A property by name.
    Property(String),
    /// `'…'`.
    Text(String),
    /// Finite.
    Number(f64),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// `DATE('…')`, years 0 to 9999.
    Date(NaiveDate),
    /// `TIMESTAMP('…')`, years 0 to 9999.
    Timestamp(DateTime<Utc>),
    /// `INTERVAL(…)`, both ends inclusive.
    Interval(Bound, Bound),
    /// WGS 84 degrees (EPSG:4326), longitude first.
    Geometry(Geometry<f64>),
    /// `BBOX(…)`.
    Box(GeographicBox),
    /// `('a', 'b')`.
    Array(Vec<Self>),
    /// Without regard to case.
    Casei(Box<Self>),
    /// Without regard to accents.
    Accenti(Box<Self>),
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// `'..'`.
    Open,
    /// A day.
    Date(NaiveDate),
    /// A moment.
    Timestamp(DateTime<Utc>),
    /// A property by name.
    Property(String),
}

/// A box in WGS 84 degrees; its borders belong to it. Where `west` is greater than `east` it crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeographicBox {
    /// Western border.
    pub west: f64,
    /// Southern border.
    pub south: f64,
    /// Eastern border.
    pub east: f64,
    /// Northern border.
    pub north: f64,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// As written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// From its sign.
    #[must_use]
    pub fn of_sign(sign: &str) -> Option<Self> {
        [Self::Equal, Self::NotEqual, Self::Less, Self::LessOrEqual, Self::Greater, Self::GreaterOrEqual]
            .into_iter()
            .find(|one| one.sign() == sign)
    }

    /// `a op b` is `b op.turned() a`.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }

    /// `NOT a op b` is `a op.negated() b`, also where a value is absent.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}

/// The names of a family of functions: as text writes them, as JSON does.
macro_rules! functions {
    ($(#[$about:meta])* $family:ident { $($name:ident $text:literal $json:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $family {
            $(#[doc = concat!("`", $text, "`")] $name,)+
        }

        impl $family {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in CQL2 text.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// The name in CQL2 JSON.
            #[must_use]
            pub fn json(self) -> &'static str {
                match self {
                    $(Self::$name => $json,)+
                }
            }

            /// By its name, in either encoding and any case.
            #[must_use]
            pub fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.text().eq_ignore_ascii_case(name))
            }
        }
    };
}

functions! {
    /// Spatial functions: the relations of OGC Simple Features.
    SpatialOp {
        Intersects "S_INTERSECTS" "s_intersects",
        Equals "S_EQUALS" "s_equals",
        Disjoint "S_DISJOINT" "s_disjoint",
        Touches "S_TOUCHES" "s_touches",
        Within "S_WITHIN" "s_within",
        Overlaps "S_OVERLAPS" "s_overlaps",
        Crosses "S_CROSSES" "s_crosses",
        Contains "S_CONTAINS" "s_contains",
    }
}

functions! {
    /// Temporal functions: Allen's relations, and two that join several of them.
    TemporalOp {
        After "T_AFTER" "t_after",
        Before "T_BEFORE" "t_before",
        Contains "T_CONTAINS" "t_contains",
        Disjoint "T_DISJOINT" "t_disjoint",
        During "T_DURING" "t_during",
        Equals "T_EQUALS" "t_equals",
        FinishedBy "T_FINISHEDBY" "t_finishedBy",
        Finishes "T_FINISHES" "t_finishes",
        Intersects "T_INTERSECTS" "t_intersects",
        Meets "T_MEETS" "t_meets",
        MetBy "T_METBY" "t_metBy",
        OverlappedBy "T_OVERLAPPEDBY" "t_overlappedBy",
        Overlaps "T_OVERLAPS" "t_overlaps",
        StartedBy "T_STARTEDBY" "t_startedBy",
        Starts "T_STARTS" "t_starts",
    }
}

functions! {
    /// Functions of lists.
    ArrayOp {
        Equals "A_EQUALS" "a_equals",
        Contains "A_CONTAINS" "a_contains",
        ContainedBy "A_CONTAINEDBY" "a_containedBy",
        Overlaps "A_OVERLAPS" "a_overlaps",
    }
}

impl SpatialOp {
    /// The function that says the same with its operands exchanged.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            same => same,
        }
    }
}

impl TemporalOp {
    /// The function that says the same with its operands exchanged.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::After => Self::Before,
            Self::Before => Self::After,
            Self::Contains => Self::During,
            Self::During => Self::Contains,
            Self::FinishedBy => Self::Finishes,
            Self::Finishes => Self::FinishedBy,
            Self::Meets => Self::MetBy,
            Self::MetBy => Self::Meets,
            Self::OverlappedBy => Self::Overlaps,
            Self::Overlaps => Self::OverlappedBy,
            Self::StartedBy => Self::Starts,
            Self::Starts => Self::StartedBy,
            same @ (Self::Disjoint | Self::Equals | Self::Intersects) => same,
        }
    }
}

impl ArrayOp {
    /// The function that says the same with its operands exchanged.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Contains => Self::ContainedBy,
            Self::ContainedBy => Self::Contains,
            same => same,
        }
    }
}

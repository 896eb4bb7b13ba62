//! The indicators: their names, what each measures and in which unit, and what may be asked of each.

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Indicator {
    /// Centres and sites.
    C1,
    /// Centres for 10,000 people.
    C2,
    /// People within a distance of a site.
    C3,
    /// People within a travel time.
    C4,
    /// Distance to the nearest sites.
    C5,
    /// Comuni without a site within a distance.
    C6,
    /// Two-step floating catchment areas.
    C7,
    /// Inequality across comuni.
    C8,
    /// C2 to C5 by class of comune.
    C9,
    /// Change between two dates.
    C10,
    /// Breadth of services.
    S1,
    /// Hours a week.
    S2,
    /// Free access.
    S3,
    /// Professions.
    S4,
    /// Physical access.
    S5,
    /// Freshness.
    S6,
    /// Comuni in the catchment of a centre.
    ServedComuni,
    /// People in a comune in the catchment of a centre.
    ServedPeople,
    /// Ambiti with at least one centre.
    ServedDistricts,
    /// Centres that offer each category of service.
    ServiceOffer,
    /// Spokes for each hub.
    HubSpoke,
}

impl Indicator {
    /// All indicators: ours, those of quality, those that Italian bodies publish already.
    pub const ALL: [Self; 21] = [
        Self::C1,
        Self::C2,
        Self::C3,
        Self::C4,
        Self::C5,
        Self::C6,
        Self::C7,
        Self::C8,
        Self::C9,
        Self::C10,
        Self::S1,
        Self::S2,
        Self::S3,
        Self::S4,
        Self::S5,
        Self::S6,
        Self::ServedComuni,
        Self::ServedPeople,
        Self::ServedDistricts,
        Self::ServiceOffer,
        Self::HubSpoke,
    ];

    /// The word of interfaces.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
            Self::C4 => "C4",
            Self::C5 => "C5",
            Self::C6 => "C6",
            Self::C7 => "C7",
            Self::C8 => "C8",
            Self::C9 => "C9",
            Self::C10 => "C10",
            Self::S1 => "S1",
            Self::S2 => "S2",
            Self::S3 => "S3",
            Self::S4 => "S4",
            Self::S5 => "S5",
            Self::S6 => "S6",
            Self::ServedComuni => "served_comuni",
            Self::ServedPeople => "served_people",
            Self::ServedDistricts => "served_districts",
            Self::ServiceOffer => "service_offer",
            Self::HubSpoke => "hub_spoke",
        }
    }

    /// The indicator of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|indicator| indicator.word() == word)
    }

    /// How it is computed, in one English sentence: the column `method`.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::C1 => "number of centres and of sites in the area; protected positions count at their own level only",
            Self::C2 => "centres in the area for each 10,000 people of the group",
            Self::C3 => "people at demand points whose nearest site lies within the threshold, geodesic on WGS 84",
            Self::C4 => {
                "people whose demand point has a way to a site within the minutes, by an imported travel-time matrix from origin to destination; shares are of people whose times are known"
            }
            Self::C5 => {
                "geodesic distance on WGS 84 from demand points to the nearest site; weighted by people; quantiles are the smallest distance within which that share of people lives"
            }
            Self::C6 => "comuni whose point has no site within the threshold, geodesic on WGS 84, and the people of the group in them",
            Self::C7 => "two-step floating catchment areas by geodesic steps: sites for each 10,000 people, weighted by people",
            Self::C8 => {
                "population-weighted inequality across comuni of the distance to the nearest site, and of the sites people reach by floating catchment areas (nobody in reach is 0): Gini by trapezoids of the Lorenz curve from (0,0), Theil's T within and between Regions"
            }
            Self::C9 => {
                "C2, C3, C4 and C5 by class of comune: residents, small island, and the official classes that are loaded (inner areas, mountain, altimetric zone)"
            }
            Self::C10 => {
                "change from one date to another: sites that opened and closed by their dates, centres, and people whose nearest site lies within the threshold, geodesic on WGS 84; sites without an opening date count as open all the time"
            }
            Self::S1 => {
                "ordinary categories of service declared, as a share of those of the national list, averaged over sites that declare any"
            }
            Self::S2 => "opening hours in an ordinary week without appointments, averaged over sites that give their hours",
            Self::S3 => "share of sites with a free-access service among those that declare how one gets in",
            Self::S4 => {
                "professions at work in a centre on average, and the share of centres that have each of them, among centres that declare any"
            }
            Self::S5 => "share of sites that declare step-free access among those that declare anything on physical access",
            Self::S6 => "share of sites verified by a body and not due again",
            Self::ServedComuni => "share of comuni in the catchment of a centre",
            Self::ServedPeople => "share of people of the group who live in a comune in the catchment of a centre",
            Self::ServedDistricts => "share of ambiti with at least one centre",
            Self::ServiceOffer => "share of centres that offer the category among those that declare any service",
            Self::HubSpoke => "spokes for each hub",
        }
    }

    /// Tells the quality of what is offered: of areas, never of single centres side by side.
    #[must_use]
    pub const fn is_of_quality(self) -> bool {
        matches!(self, Self::S1 | Self::S2 | Self::S3 | Self::S4 | Self::S5 | Self::S6)
    }

    /// Needs a threshold: the one taken where none is asked for, in metres.
    #[must_use]
    pub const fn threshold_m(self) -> Option<f64> {
        match self {
            Self::C3 | Self::C6 | Self::C9 | Self::C10 => Some(10_000.0),
            Self::C7 => Some(30_000.0),
            _ => None,
        }
    }

    /// Needs a travel time: the one taken where none is asked for, in minutes.
    #[must_use]
    pub const fn threshold_min(self) -> Option<f64> {
        if matches!(self, Self::C4 | Self::C9) { Some(30.0) } else { None }
    }

    /// Shares sites out by the steps of floating catchment areas.
    #[must_use]
    pub const fn takes_steps(self) -> bool {
        matches!(self, Self::C7 | Self::C8)
    }

    /// Speaks of people of a group.
    #[must_use]
    pub const fn is_of_people(self) -> bool {
        matches!(
            self,
            Self::C2 | Self::C3 | Self::C4 | Self::C5 | Self::C6 | Self::C7 | Self::C8 | Self::C9 | Self::C10 | Self::ServedPeople
        )
    }

    /// Speaks of distances.
    #[must_use]
    pub const fn is_of_distance(self) -> bool {
        matches!(self, Self::C3 | Self::C5 | Self::C6 | Self::C7 | Self::C8 | Self::C9 | Self::C10)
    }
}

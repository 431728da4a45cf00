//! The size of a page and of what is printed on it. Lengths are points: 72 to the inch.

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// Width and height in points of 1/72 inch.
    pub(crate) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.0, 842.0),
            Self::Letter => (612.0, 792.0),
        }
    }

    /// How wide a line may be.
    pub(crate) fn measure(self) -> f32 {
        self.size().0 - 2.0 * MARGIN_SIDE
    }

    /// How high the printed part of a page is.
    pub(crate) fn height(self) -> f32 {
        self.size().1 - MARGIN_TOP - MARGIN_BOTTOM
    }
}

/// From the paper's edge to the text.
pub(crate) const MARGIN_SIDE: f32 = 71.0;
pub(crate) const MARGIN_TOP: f32 = 78.0;
pub(crate) const MARGIN_BOTTOM: f32 = 78.0;
/// From the paper's top to the foot of the running title, and from its bottom to the foot of the page's number.
pub(crate) const RUNNING_TITLE: f32 = 48.0;
pub(crate) const PAGE_NUMBER: f32 = 42.0;

/// Sizes of type, in points of 1/72 inch.
pub(crate) const BODY: f32 = 10.5;
pub(crate) const TITLE: f32 = 17.0;
pub(crate) const SMALL: f32 = 8.5;
/// From one foot of a line to the next, for each point of the type's size.
pub(crate) const LEADING: f32 = 1.48;
/// One step of indentation, wide enough for `(a)` and `①`.
pub(crate) const INDENT: f32 = 24.0;
/// The deepest step; what stands deeper is printed there, or nothing would be left of the line.
pub(crate) const MAX_INDENT: u8 = 8;
/// Between a number and the words that hang from it.
pub(crate) const NUMBER_GAP: f32 = 5.0;

/// The size of a heading's type; level 1 is the title's.
pub(crate) fn heading_size(level: u8) -> f32 {
    match level {
        0 | 1 => TITLE,
        2 => 13.0,
        3 => 11.75,
        _ => BODY,
    }
}

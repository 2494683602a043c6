//! Sums by place, kept from one question to the next so that nothing is hashed.
//! Room `core`.

/// A number for each place; only those that were touched are cleared.
#[derive(Default)]
pub struct Sums {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    /// Makes room for so many places.
    pub fn reserve(&mut self, places: usize) {
        if self.sums.len() < places {
            self.sums.resize(places, 0.0);
        }
    }

    /// Adds to a place; `value` is more than nothing.
    pub fn add(&mut self, place: u32, value: f32) {
        let sum = &mut self.sums[place as usize];
        if *sum == 0.0 {
            self.touched.push(place);
        }
        *sum += value;
    }

    /// Keeps the larger of a place's number and `value`.
    pub fn raise(&mut self, place: u32, value: f32) {
        let sum = &mut self.sums[place as usize];
        if *sum == 0.0 {
            self.touched.push(place);
        }
        *sum = sum.max(value);
    }

    /// The number at a place.
    pub fn at(&self, place: u32) -> f32 {
        self.sums[place as usize]
    }

    /// The places with a number, in the order in which they were touched first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> {
        let places = self.touched.iter();
        places.map(|place| (*place, self.sums[*place as usize]))
    }

    /// The places with the highest numbers; of equal ones the first places.
    pub fn best(&self, most: usize) -> Vec<u32> {
        let mut all: Vec<(f32, u32)> = self.iter().map(|(place, sum)| (sum, place)).collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if all.len() > most {
            all.select_nth_unstable_by(most, order);
            all.truncate(most);
        }
        all.into_iter().map(|(_, place)| place).collect()
    }

    /// Forgets all numbers.
    pub fn clear(&mut self) {
        for place in self.touched.drain(..) {
            self.sums[place as usize] = 0.0;
        }
    }
}

/// What one thread needs while it looks for candidates.
#[derive(Default)]
pub struct Scratch {
    /// By label of the target.
    pub labels: Sums,
    /// By concept of the target: the best label, and the words anywhere.
    pub by_label: Sums,
    pub by_concept: Sums,
}

impl Scratch {
    /// Makes room and forgets what was there.
    pub fn start(&mut self, labels: usize, concepts: usize) {
        self.labels.reserve(labels);
        for sums in [&mut self.by_label, &mut self.by_concept] {
            sums.reserve(concepts);
            sums.clear();
        }
    }
}

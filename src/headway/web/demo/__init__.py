"""The demo company: a maker of pumps with fourteen months of made-up selling."""

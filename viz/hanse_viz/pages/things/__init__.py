"""The layout of each class: what its pages say, in which order, from which queries."""

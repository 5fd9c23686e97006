"""Convex polygons on a page: what they hold and how far two overlap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Polygon = Sequence[Point]


def area(polygon: Polygon) -> float:
    """By the shoelace formula; positive for corners in clockwise order where y grows downwards."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _sides(polygon)) / 2


def holds(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies in a convex polygon, its sides included; corners clockwise as seen on the page."""
    return all(_beside(start, end, point) >= 0 for start, end in _sides(polygon))


def overlap(first: Polygon, second: Polygon) -> float:
    """Intersection over union of two convex polygons, 0 to 1; corners clockwise as seen on the page."""
    common = _clipped(first, second)
    shared = area(common) if len(common) > 2 else 0.0
    both = area(first) + area(second) - shared
    return shared / both if both > 0 else 0.0


def _clipped(polygon: Polygon, window: Polygon) -> list[Point]:
    """The part of a polygon inside a convex one (Sutherland and Hodgman, "Reentrant polygon clipping", 1974)."""
    clipped = list(polygon)
    for start, end in _sides(window):
        kept: list[Point] = []
        for before, after in _sides(clipped):
            inside, next_inside = _beside(start, end, before), _beside(start, end, after)
            if inside >= 0:
                kept.append(before)
            if (inside > 0 > next_inside) or (inside < 0 < next_inside):
                share = inside / (inside - next_inside)
                kept.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
        clipped = kept
    return clipped


def _beside(start: Point, end: Point, point: Point) -> float:
    """More than 0 where a point lies to the right of the way from start to end, y growing downwards."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _sides(polygon: Polygon) -> list[tuple[Point, Point]]:
    return list(pairwise([*polygon, *polygon[:1]]))

"""The Vietnamese lunar calendar from astronomy, as an independent check of the shipped table.

New moons and the sun's longitude after J. Meeus, Astronomical Algorithms (1998), chapters 49 and 25, in the
shortened series that Hồ Ngọc Đức uses; days begin at midnight in Vietnam (UTC+7). The winter solstice always lies
in the eleventh month; when thirteen months lie between two solstices, the first without a principal term is a
leap month.
"""

from datetime import date, timedelta
from math import floor, pi, radians, sin

VIETNAM, CHINA = 7.0, 8.0
_J1900 = 2415021.076998695
_SYNODIC = 29.530588853
_JDN_OF_ORDINAL_ZERO = 1721425


def _julian_number(day: date) -> int:
    return day.toordinal() + _JDN_OF_ORDINAL_ZERO


def _day(julian_number: int) -> date:
    return date.fromordinal(julian_number - _JDN_OF_ORDINAL_ZERO)


def _new_moon(k: int, zone: float) -> int:
    """Julian day number of the day on which the k-th new moon since January 1900 falls, local time."""
    t = k / 1236.85
    instant = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    instant += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = radians(359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3)
    latitude = radians(21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3)
    instant += (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    instant += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    instant += 0.0104 * sin(2 * latitude) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    instant += 0.0004 * sin(2 * latitude + sun) - 0.0004 * sin(2 * latitude - sun)
    instant += -0.0006 * sin(2 * latitude + moon) + 0.0010 * sin(2 * latitude - moon)
    instant += 0.0005 * sin(2 * moon + sun)
    delta_t = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(instant - delta_t + 0.5 + zone / 24)


def _sun_sector(julian_number: int, zone: float) -> int:
    """In which twelfth of the ecliptic (0 to 11) the sun stands at local midnight beginning the day."""
    t = (julian_number - 2451545.5 - zone / 24) / 36525
    anomaly = radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    longitude = radians(280.46645 + 36000.76983 * t + 0.0003032 * t**2)
    longitude += radians(
        (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    return floor((longitude % (2 * pi)) / pi * 6)


def _eleventh_month(year: int, zone: float) -> tuple[int, int]:
    """Index and first day of the lunar month in which the winter solstice of `year` lies."""
    k = floor((_julian_number(date(year, 12, 31)) - _J1900) / _SYNODIC)
    first = _new_moon(k, zone)
    if _sun_sector(first, zone) >= 9:
        k -= 1
    return k, _new_moon(k, zone)


def gregorian(lunar_day: int, lunar_month: int, lunar_year: int, zone: float = VIETNAM) -> date:
    """The date of a day in an ordinary (not a leap) lunar month."""
    k, before = _eleventh_month(lunar_year - 1, zone)
    _, after = _eleventh_month(lunar_year, zone)
    offset = lunar_month - 11 if lunar_month >= 11 else lunar_month + 1
    if lunar_month >= 11:
        k, before = _eleventh_month(lunar_year, zone)
        _, after = _eleventh_month(lunar_year + 1, zone)
    if after - before > 365:
        leap = next(
            i
            for i in range(1, 14)
            if _sun_sector(_new_moon(k + i, zone), zone) == _sun_sector(_new_moon(k + i + 1, zone), zone)
        )
        if offset >= leap:
            offset += 1
    return _day(_new_moon(k + offset, zone)) + timedelta(days=lunar_day - 1)

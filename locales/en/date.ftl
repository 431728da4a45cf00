# Dates, percent signs. $year comes as text, so that it gets no separator.
date-month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-long = { $day } { date-month-name } { $year }
date-moment = { $date }, { $clock } UTC
percent = { $number }%
date-until = until { $date }, 23:59 UTC
percent-some = <1%
percent-not-all = >99%
percent-rounded = Shares are rounded, so they need not add up to 100%.

# 날짜와 백분율. 연도는 쉼표가 붙지 않도록 글자로 들어온다.
date-long = { $year }년 { $month }월 { $day }일
date-short = { $month }월 { $day }일
date-moment = { $date } { $clock } UTC
percent = { $number }%

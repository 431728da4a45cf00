# 날짜와 백분율. 연도는 쉼표가 붙지 않도록 글자로 들어온다.
date-long = { $year }년 { $month }월 { $day }일
date-moment = { $date } { $clock } UTC
percent = { $number }%
date-until = { $date } 23:59 UTC까지, 한국 시각으로는 다음 날 08:59까지
percent-some = <1%
percent-not-all = >99%
percent-rounded = 비율은 반올림한 값이어서 모두 더해도 100%가 아닐 수 있습니다.

# 공개된 모든 것을 찾습니다.
search-title = 검색
search-words = 찾을 말
search-go = 찾기
search-help = 법령, 조항, 절차, 초안, 한 줄 의견을 어느 언어로든 찾습니다. "따옴표로 묶은 말"은 붙어 있는 그대로 찾고, 표시*는 그렇게 시작하는 말을 찾으며, 제31조처럼 조문을 가리킬 수도 있습니다.
search-narrow = 범위 좁히기
search-place = 지역
search-topic = 주제
search-in = 글의 언어
search-any = 모두
search-count = { $number ->
    [0] 찾은 것이 없습니다.
   *[other] { $number }건을 찾았습니다.
}
search-matching-similar = 꼭 그대로 쓰인 글은 없어서 비슷한 말이 든 글을 보여 드립니다.
search-matching-some = 이 말이 모두 든 글은 없어서 일부가 든 글을 보여 드립니다.
search-lacking = 찾는 말이 모두 든 것은 처음 { $number }건이고, 나머지에는 한 낱말이 빠져 있습니다.
search-none = 낱말을 줄이거나 다른 언어로 찾아보십시오. 법령 설명은 대부분 영어로 되어 있고, 주제는 한국어, 중국어, 아랍어로도 찾을 수 있습니다.
search-kinds = 결과의 종류
search-kind-all = 전체
search-kind-instrument = 법령과 문서
search-kind-provision = 조항
search-kind-process = 절차
search-kind-article = 초안 조문
search-kind-statement = 한 줄 의견
search-kind-harm = 피해 신고
search-kind-page = 안내
search-one-instrument = 법령 또는 문서
search-one-provision = 조항
search-one-process = 절차
search-one-article = 초안 조문
search-one-statement = 한 줄 의견
search-one-harm = 피해 신고
search-one-page = 안내
search-wrong-no-word = 낱말을 하나 이상 적어 주십시오. 기호만으로는 찾을 수 없습니다.
search-wrong-too-long = { $number }자를 적으셨습니다. 200자까지 찾을 수 있습니다.
search-wrong-too-many = 낱말과 구절이 { $number }개입니다. 한 번에 16개까지 찾을 수 있습니다.
search-wrong-open-quote = { $number }번째 글자의 따옴표가 닫히지 않았습니다.
search-wrong-short-prefix = “{ $word }*”는 너무 짧습니다. 별표 앞에 두 글자 이상 적어 주십시오.
search-wrong-value = { $name ->
    [place] 장소
    [topic] 주제
    [kind] 결과 종류
   *[other] 언어
 } 값 “{ $value }”의 뜻을 알 수 없어 검색하지 않았습니다.
search-in-place = 이 낱말이 모두 든 것은 없습니다. 아래는 { $place }에 적용되고 나머지 낱말이 든 것입니다.
search-law = { $place }의 법 보기
search-law-on = { $place }의 { $topic }에 관한 법 보기

# 첨부 파일이 있는 의견서.
submission-write = 의견서 보내기
submission-lead = 의견서에는 여러 가지 점을 담을 수 있습니다. 보내신 뒤 점마다 검토 의견을 하나씩 만드십시오. 그래야 저마다 답변을 받습니다.
submission-field = 의견서
submission-files = 첨부 파일
submission-files-hint = 파일마다 { $megabytes }MB 이내로 { $count }개까지: PDF, 워드, 오픈도큐먼트, 스프레드시트, 그림, 일반 텍스트.
submission-files-again = 브라우저는 고르신 파일을 기억하지 않습니다. 다시 고르십시오.
submission-files-note = 참여자가 올린 파일입니다. 내려받게만 하며, 내용은 아무도 확인하지 않았습니다.
submission-send = 의견서 보내기
submission-number = 의견서 { $number }
submission-kilobytes = { $count }kB
submission-points = { $count ->
    [0] 이 의견서에서 나온 검토 의견이 아직 없습니다
   *[other] 이 의견서에서 나온 검토 의견 { $count }건
}
submission-make-point = 한 가지 점을 검토 의견으로 만들기
submission-make-point-hint = 특정 조항에 대한 것이면 먼저 그 조항을 고르십시오.
submission-point-of = 의견서의 한 가지 점입니다.

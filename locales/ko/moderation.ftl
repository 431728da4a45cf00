# 공개 관리 기록.
moderation-title = 관리 기록
moderation-lead = 관리자가 한 모든 조치를 최근 것부터 이유와 근거 규칙과 함께 보여 드립니다.
moderation-none = 관리자가 조치한 일이 없습니다.
moderation-accepted = 공개함
moderation-rejected = 내림
moderation-meta = 절차에 관한 의견으로 표시함
moderation-reason = 이유:
moderation-rule = 규칙:
moderation-ground = 법적 근거:
moderation-erasures = 지워진 글
moderation-withdrawn-personal-data = 개인정보
moderation-withdrawn-author = 작성자가 거둠
moderation-withdrawn-unlawful = 위법
moderation-withdrawn-court-order = 법원이나 관청의 명령
moderation-withdrawn-copyright = 다른 사람의 저작물
moderation-withdrawn-safety = 사람의 안전

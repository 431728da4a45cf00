# 초안.
draft-none-yet = 아직 공개된 초안이 없습니다.
draft-erased = 이 판의 글을 이 언어로 볼 수 없습니다.
draft-version = 제{ $version }판
draft-versions = 판
draft-languages = 이 글의 언어
draft-contents = 차례
draft-download = 이 글 내려받기:
draft-as-pdf = PDF
draft-as-docx = 워드
draft-as-xml = 아코마 은토소(XML)
draft-as-html = HTML
draft-as-md = 마크다운

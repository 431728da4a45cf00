# 언어 이름.
language-no-tag = ‘{ $said }’에 해당하는 언어 코드가 없습니다. fr, sw처럼 두 글자나 세 글자로 적어 주십시오.

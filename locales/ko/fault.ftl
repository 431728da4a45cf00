# 잘못되었을 때의 페이지.
fault-not-found = 그런 페이지가 없습니다
fault-not-found-words = 주소를 잘못 쓰셨을 수 있습니다. 절차와 항목의 주소는 바뀌지 않습니다.
fault-refused = 처리되지 않았습니다
fault-refused-words = 아무것도 기록되지 않았습니다. 돌아가서 고친 뒤 다시 해 주십시오.
fault-busy = 요청이 한꺼번에 몰렸습니다
fault-busy-words = 아무것도 기록되지 않았습니다. 잠시 뒤에 다시 하셔도 안전합니다.
fault-stopped = 이 노드가 지금 아무것도 저장할 수 없습니다
fault-stopped-words = 아무것도 남지 않았습니다. 노드를 운영하는 사람이 살펴보아야 합니다. 기록은 무사합니다.
fault-bad-form = 양식을 이해하지 못했습니다
fault-bad-form-words = 아무것도 기록되지 않았습니다. 돌아가서 페이지를 새로 연 뒤 다시 해 주십시오.
fault-cross-site = 다른 사이트에서 온 요청입니다
fault-cross-site-words = 아무것도 기록되지 않았습니다. 원하신 일이라면 이 사이트에서 페이지를 열고 다시 해 주십시오.
fault-sign-in = 먼저 로그인해 주십시오
fault-sign-in-words = 아무것도 기록되지 않았습니다.
fault-no-font = 이 노드에는 그 글을 찍을 글꼴이 없습니다
fault-no-font-words = 운영하는 사람이 그 언어의 글꼴을 설치할 때까지 PDF로 만들 수 없습니다. 워드, 아코마 은토소, HTML, 마크다운으로는 내려받을 수 있습니다.
fault-home = 첫 페이지로

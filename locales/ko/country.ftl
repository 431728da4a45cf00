# 유엔 지역 그룹과 지역(M49), 세계은행 소득군, 언어.
country-region-africa = 아프리카
country-region-asia_pacific = 아시아·태평양
country-region-eastern_europe = 동유럽
country-region-latin_america_caribbean = 중남미·카리브
country-region-western_europe_other = 서유럽과 그 밖의 국가
country-income-low = 저소득국
country-income-lower_middle = 중저소득국
country-income-upper_middle = 중고소득국
country-income-high = 고소득국
country-continent-africa = 아프리카
country-continent-americas = 아메리카
country-continent-asia = 아시아
country-continent-europe = 유럽
country-continent-oceania = 오세아니아
country-language-other = 그 밖의 언어

# 유엔 지역 그룹, 세계은행 소득군, 언어.
country-region-africa = 아프리카
country-region-asia_pacific = 아시아·태평양
country-region-eastern_europe = 동유럽
country-region-latin_america_caribbean = 중남미·카리브
country-region-western_europe_other = 서유럽과 그 밖의 국가
country-income-low = 저소득국
country-income-lower_middle = 중저소득국
country-income-upper_middle = 중고소득국
country-income-high = 고소득국
country-language-other = 그 밖의 언어

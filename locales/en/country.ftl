# Regional groups of the United Nations, income groups of the World Bank, languages.
country-region-africa = Africa
country-region-asia_pacific = Asia and the Pacific
country-region-eastern_europe = Eastern Europe
country-region-latin_america_caribbean = Latin America and the Caribbean
country-region-western_europe_other = Western Europe and others
country-income-low = Low income
country-income-lower_middle = Lower middle income
country-income-upper_middle = Upper middle income
country-income-high = High income
country-language-other = Other languages
